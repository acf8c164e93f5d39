import { once } from "node:events";
import { connect } from "node:net";
import { MAX_SELECTED_IDS } from "@excalibur/api/contract";
import { formatSecret } from "@excalibur/api/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { parseAnswers } from "./harness/raw-exchange.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const INPUT = { name: "exe-1", kind: "agent", version: "1.0.0" };
const UNKNOWN = formatSecret(new Uint8Array(32).fill(7));
const KIB = 1024;

/** Paths that accept a body from unknown callers. */
const PUBLIC_PATHS = [
  "/trpc/invitations.accept",
  "/trpc/passwordResets.complete",
  "/trpc/setup.createOwner",
  "/trpc/executor.sync?batch=1",
  "/trpc/executor.sync,executor.sync?batch=1",
  "/trpc/apiKeys.create",
  "/trpc/no.such.procedure",
  "/api/auth/sign-in/email",
  "/api/auth/sign-out",
];

let server: TestServer;
let owner: Client;
let secret: string;

beforeAll(async () => {
  server = await startTestServer("sqlite");
  owner = await server.signIn((await server.addOrganization("Acme")).owner);
  ({ secret } = await owner.trpc.apiKeys.create.mutate({ name: "k", target: { kind: "newExecutor" } }));
});
afterAll(() => server.close());

/** Sends the head of a request only, and of its body as much as is given. */
async function sendHead(path: string, headers: Readonly<Record<string, string>>, body = "") {
  const lines = Object.entries({ host: "127.0.0.1", "content-type": "application/json", ...headers });
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  let received = "";
  socket.setEncoding("latin1").on("data", (text: string) => (received += text));
  socket.on("error", () => undefined);
  const closed = new Promise<void>((resolve) => socket.once("close", () => resolve()));
  socket.write(`POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n${body}`);
  await once(socket, "data");
  await expect.poll(() => parseAnswers(received)).toHaveLength(1);
  return { socket, closed, answer: parseAnswers(received)[0]!, all: () => parseAnswers(received) };
}

describe.each(["/v1/sync", "/v1/sync?", "/trpc/executor.sync"])("a sync to %s", (path) => {
  test.each([
    ["no key", {}, "key_missing"],
    ["another scheme", { authorization: "Basic abc" }, "key_missing"],
    ["a mistyped key", { authorization: `Bearer ${UNKNOWN.slice(0, -1)}0` }, "key_malformed"],
  ])("with %s is refused before its body has come", async (_what, headers: Record<string, string>, reason) => {
    const { answer, socket } = await sendHead(path, { ...headers, "content-length": `${20 * KIB}` });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain(reason);
    socket.destroy();
  });

  test("that was refused unread leaves a connection that can be used, once its body has come", async () => {
    const { socket, all } = await sendHead(path, { "content-length": `${20 * KIB}` });
    socket.write(" ".repeat(20 * KIB));
    socket.write("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n");
    await expect.poll(() => all().map(({ status }) => status)).toEqual([401, 200]);
    socket.destroy();
  });

  test("that was refused unread loses its connection when the body does not end", async () => {
    const { closed, answer } = await sendHead(path, { "content-length": `${20 * KIB}` }, "{");
    expect(answer.status).toBe(401);
    await closed;
  });

  test("over 32 KiB is refused before it has arrived, with every key", async () => {
    for (const key of [secret, UNKNOWN]) {
      const headers = { authorization: `Bearer ${key}`, "content-length": `${33 * KIB}` };
      const { answer, socket } = await sendHead(path, headers);
      expect(answer).toMatchObject({ status: 413 });
      socket.destroy();
    }
  });
});

test.each(PUBLIC_PATHS)(
  "over 32 KiB to %s is refused before it has arrived, unless the caller is known",
  async (path) => {
    const strangers = [{}, { authorization: `Bearer ${UNKNOWN}` }, { cookie: "better-auth.session_token=x.y" }];
    for (const stranger of strangers) {
      const { answer, socket } = await sendHead(path, { ...stranger, "content-length": `${33 * KIB}` });
      expect(answer.status).toBe(413);
      socket.destroy();
    }
  },
);

test.each(PUBLIC_PATHS)("chunks to %s are read up to 32 KiB", async (path) => {
  const chunk = `${(40 * KIB).toString(16)}\r\n${" ".repeat(40 * KIB)}\r\n`;
  const { answer, socket } = await sendHead(path, { "transfer-encoding": "chunked" }, chunk);
  expect(answer.status).toBe(413);
  socket.destroy();
});

const batchBody = (bytes: number) => {
  const batch = JSON.stringify({ 0: { json: INPUT }, 1: { json: INPUT } });
  return batch + " ".repeat(bytes - batch.length);
};

test("a management key may send 256 KiB: the 5,000 ids that one call may name", async () => {
  const input = { name: "bulk", scopes: ["keys:read" as const, "keys:write" as const], expiresInDays: 1 };
  const { secret: all } = await owner.trpc.managementKeys.create.mutate(input);
  const ids = Array.from(
    { length: MAX_SELECTED_IDS },
    (_, index) => `key_01jzzzzzzzzzzzzzzzzzzz${String(index).padStart(4, "0")}`,
  );
  const post = async (path: string, secret: string, body: object) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${secret}` };
    const answer = await fetch(`${server.url}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return answer.status;
  };
  expect(await post("/trpc/apiKeys.revokeMany", all, { json: { ids } })).toBe(200);
  expect(await post("/v1/keys/revoke-many", all, { ids })).toBe(200);
  expect(await post("/v1/keys/revoke-many", all, { ids: [...ids, ids[0]] })).toBe(400);
  const unknown = `${all.slice(0, -1)}${all.endsWith("0") ? "1" : "0"}`;
  expect(await post("/trpc/apiKeys.revokeMany", unknown, { json: { ids } })).toBe(413);
  expect(await post("/v1/keys/revoke-many", unknown, { ids })).toBe(401);
});

test("a batch of a signed-in user, or with a good key, may have 256 KiB", async () => {
  const post = async (headers: Record<string, string>, bytes: number) =>
    (
      await fetch(`${server.url}/trpc/executor.sync,executor.sync?batch=1`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: batchBody(bytes),
      })
    ).status;
  const byKey = { authorization: `Bearer ${secret}` };
  expect(await post(byKey, 256 * KIB)).toBe(200);
  expect(await post(byKey, 256 * KIB + 1)).toBe(413);
  // Their syncs are refused, for want of a key; the batch is read.
  expect(await post({ cookie: owner.cookie }, 256 * KIB)).toBe(401);
  const { key, secret: revoked } = await owner.trpc.apiKeys.create.mutate({
    name: "r",
    target: { kind: "newExecutor" },
  });
  await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
  expect(await post({ authorization: `Bearer ${revoked}` }, 256 * KIB)).toBe(413);
});

describe("what an answer to bad input holds", () => {
  const wide = Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`k${index}`, 1]));
  const leaking = { [UNKNOWN]: 1 };

  test.each([
    ["/v1/sync", "plain"],
    ["/trpc/executor.sync", "trpc"],
    ["/trpc/apiKeys.create", "trpc"],
    ["/trpc/invitations.accept", "trpc"],
  ])("of %s is short, and repeats no name that the caller made up", async (path, form) => {
    for (const input of [wide, leaking]) {
      const response = await fetch(server.url + path, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(path.includes("apiKeys") ? { cookie: owner.cookie } : { authorization: `Bearer ${secret}` }),
        },
        body: JSON.stringify(form === "plain" ? input : { json: input }),
      });
      const text = await response.text();
      expect(response.status).toBe(400);
      expect(text.length).toBeLessThan(2_000);
      expect(text).toContain("There is a field here that this does not take.");
      expect(text).not.toMatch(/k17|exc_/);
    }
  });

  test("repeats no path that leads nowhere", async () => {
    for (const path of [UNKNOWN, `executor.${UNKNOWN}`, `server.info,${UNKNOWN}?batch=1`]) {
      const text = await (await fetch(`${server.url}/trpc/${path}`)).text();
      expect(text).not.toContain("exc_");
    }
  });

  test("refuses an input in the address that is deeper than any", async () => {
    const input = encodeURIComponent("[".repeat(200));
    expect((await fetch(`${server.url}/trpc/invitations.preview?input=${input}`)).status).toBe(413);
  });
});
