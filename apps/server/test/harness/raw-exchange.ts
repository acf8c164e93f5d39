import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Milliseconds of silence after which the server is asked whether it still has something to answer. */
const QUIET_MS = 2_000;

/**
 * Sends bytes over a connection of their own, each piece by itself, and ends it once the server sends nothing more.
 * @returns all that came back.
 */
export async function exchangeRaw(url: string, pieces: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  let received = "";
  let lastAtMs = performance.now();
  socket.setEncoding("latin1");
  socket.on("data", (text: string) => {
    received += text;
    lastAtMs = performance.now();
  });
  // Cut in the middle of its sending, it may learn so by a reset.
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  await once(socket, "connect");
  for (const piece of pieces) {
    socket.write(piece, "latin1");
    // What is read by itself was written by itself, and not in the same turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  lastAtMs = performance.now();
  const isOver = closed.then(() => true);
  while (!(await Promise.race([isOver, sleep(20, false)]))) {
    if (performance.now() - lastAtMs < QUIET_MS) continue;
    // A server that has answered longer ways than this since has taken in what came before, and waits for more of it.
    const before = received.length;
    for (let turn = 0; turn < 5; turn++) await (await fetch(`${url}/trpc/server.info`)).text();
    if (received.length > before) continue;
    socket.destroy();
    break;
  }
  await closed;
  return received;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The answers in what came over a connection, however their bodies are framed. */
export function parseAnswers(received: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = received;
  while (rest.startsWith("HTTP/1.1 ")) {
    const headEnd = rest.indexOf("\r\n\r\n");
    const [first = "", ...lines] = rest.slice(0, headEnd).split("\r\n");
    const headers = Object.fromEntries(
      lines.map((line) => [line.split(":")[0]?.toLowerCase() ?? "", line.slice(line.indexOf(":") + 2)]),
    );
    const { body, length } = readBody(rest.slice(headEnd + 4), headers);
    answers.push({ status: Number(first.split(" ")[1]), headers, body });
    rest = rest.slice(headEnd + 4 + length);
  }
  return answers;
}

function readBody(
  text: string,
  headers: Readonly<Record<string, string | undefined>>,
): { body: string; length: number } {
  if (headers["transfer-encoding"] !== "chunked") {
    const length = Number(headers["content-length"] ?? 0);
    return { body: text.slice(0, length), length };
  }
  let body = "";
  for (let at = 0; ;) {
    const lineEnd = text.indexOf("\r\n", at);
    const size = Number.parseInt(text.slice(at, lineEnd), 16);
    if (lineEnd === -1 || Number.isNaN(size)) return { body, length: text.length };
    if (size === 0) return { body, length: lineEnd + 4 };
    body += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
  }
}
