import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { formatSecret } from "@excalibur/api/server";
import type { Answers } from "./start-strangers.ts";

const BYTES = 250_000;

/** Bodies that are cheap to send and dear to read, each of the same size. */
const SHAPES: Readonly<Record<string, string>> = {
  flat: filled((index) => `${index % 10}`, ["[", "]"]),
  deep: "[".repeat(BYTES / 2) + "]".repeat(BYTES / 2),
  wide: filled(() => "[]", ["[", "]"]),
  "unknown fields": filled((index) => `"k${index}":1`, ["{", "}"]),
  text: JSON.stringify("x".repeat(BYTES)),
};

const PATHS = [
  "/v1/sync",
  "/trpc/executor.sync",
  "/trpc/executor.sync,executor.sync?batch=1",
  "/trpc/invitations.accept",
  "/trpc/setup.createOwner",
  "/api/auth/sign-in/email",
];

/** Requests without a valid key: no key, a malformed key, and a key that was never issued. */
const KEYS = [() => null, () => "exc_nonsense", () => formatSecret(randomBytes(32))];

/** Sends a body of 250 kB again and again, in every shape, to every endpoint, over a connection of its own each. */
export function floodWithBodies(url: string, perSecond: number): { stop(): Promise<Answers> } {
  const bodies = Object.values(SHAPES);
  const answers: Record<number, number> = {};
  let sent = 0;
  const timer = setInterval(() => {
    const body = bodies[sent % bodies.length] as string;
    const path = PATHS[Math.floor(sent / bodies.length) % PATHS.length] as string;
    const key = (KEYS[Math.floor(sent / bodies.length / PATHS.length) % KEYS.length] as () => string | null)();
    sent += 1;
    send(url, path, key, body, (status) => (answers[status] = (answers[status] ?? 0) + 1));
  }, 1_000 / perSecond);
  return {
    stop: async () => {
      clearInterval(timer);
      return answers;
    },
  };
}

function send(url: string, path: string, key: string | null, body: string, onAnswer: (status: number) => void): void {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let status = 0;
  socket.on("data", (chunk: Buffer) => {
    status ||= Number(/^HTTP\/1\.1 (\d{3}) /.exec(chunk.toString("latin1"))?.[1] ?? 0);
  });
  // Cut while it sends, it may learn so by a reset.
  socket.on("error", () => undefined);
  socket.on("close", () => onAnswer(status));
  const headers = {
    host: hostname,
    "content-type": "application/json",
    "content-length": body.length,
    connection: "close",
  };
  const lines = Object.entries(key === null ? headers : { ...headers, authorization: `Bearer ${key}` });
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`);
}

function filled(item: (index: number) => string, [open, close]: readonly [string, string]): string {
  const items: string[] = [];
  for (let bytes = 0, index = 0; bytes < BYTES; index++) {
    const next = item(index);
    items.push(next);
    bytes += next.length + 1;
  }
  return open + items.join(",") + close;
}
