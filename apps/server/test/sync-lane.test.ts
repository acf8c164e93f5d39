import { randomUUID } from "node:crypto";
import { formatSecret } from "@excalibur/api/server";
import { Agent } from "node:http";
import { connect } from "node:net";
import { once } from "node:events";
import type { Database } from "@excalibur/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { changed, comparable, outcomes } from "./harness/compare-answers.ts";
import { eventually } from "./harness/eventually.ts";
import { exchange, type Exchange } from "./harness/exchange.ts";
import { readSyncCounters } from "./harness/sync-counters.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const JSON_TYPE = { "content-type": "application/json" };
const INPUT = { name: "exe-1", kind: "agent", version: "1.0.0" };
const UNKNOWN = formatSecret(new Uint8Array(32).fill(7));

/** A server whose database can be made to fail with an unexpected error. */
async function startFaultyServer() {
  let faulty = false;
  const through = (database: Database): Database => ({
    ...database,
    transact: (work) => (faulty ? Promise.reject(new TypeError("a detail of ours")) : database.transact(work)),
  });
  const server = await startTestServer("sqlite", {}, { through });
  return { server, break: () => (faulty = true) };
}

const path = "/trpc/executor.sync";

// Past the lane is one question mark away.
describe("the lane of executor.sync", () => {
  let server: TestServer;
  let owner: Client;
  const secrets: Record<string, string> = { unknown: UNKNOWN, mistyped: `${UNKNOWN.slice(0, -1)}0`, nonsense: "x" };

  beforeAll(async () => {
    server = await startTestServer("sqlite");
    const tenant = await server.addOrganization("Acme");
    owner = await server.signIn(tenant.owner);
    const create = async (name: string, more: { expiresInDays?: number } = {}) => {
      const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: NEW_EXECUTOR, ...more });
      secrets[name] = secret;
      return key.id;
    };
    await create("good");
    await create("expiring", { expiresInDays: 3 });
    await owner.trpc.apiKeys.revoke.mutate({ id: await create("revoked") });
    const expired = await create("expired", { expiresInDays: 1 });
    const { apiKey, organization } = server.database.client;
    await apiKey.update({ where: { id: expired }, data: { expiresAt: new Date(0) } });
    const bound = await create("bound");
    await apiKey.update({ where: { id: bound }, data: { targetExecutorName: "another", targetExecutorId: "exe_x" } });

    const other = await server.addOrganization("Odd");
    const client = await server.signIn(other.owner);
    const odd = await client.trpc.apiKeys.create.mutate({ name: "odd", target: NEW_EXECUTOR });
    await organization.update({ where: { id: other.organizationId }, data: { slug: 'quote " back\\slash é 🗝' } });
    secrets["odd"] = odd.secret;
    const idle = await server.addOrganization("Idle");
    const sleeper = await server.signIn(idle.owner);
    secrets["inactive"] = (await sleeper.trpc.apiKeys.create.mutate({ name: "i", target: NEW_EXECUTOR })).secret;
    await organization.update({ where: { id: idle.organizationId }, data: { deactivatedAt: new Date(0) } });
  });
  afterAll(() => server.close());

  /** Sends a request down the lane and past it. @returns both answers, what each counted, and which way the first took. */
  async function sendBothWays(request: Omit<Exchange, "path">) {
    const before = await readSyncCounters(server.url);
    const answer = await exchange(server.url, { ...request, path });
    const between = await readSyncCounters(server.url);
    const stock = await exchange(server.url, { ...request, path: `${path}?` });
    const after = await readSyncCounters(server.url);
    return {
      way: changed(before, between).find((line) => line.includes("sync_requests_total")) ?? "",
      answer: { ...comparable(answer), counted: outcomes(changed(before, between)) },
      stock: { ...comparable(stock), counted: outcomes(changed(between, after)) },
    };
  }

  const authorized = (name: string) => ({ ...JSON_TYPE, authorization: `Bearer ${secrets[name]}` });
  const json = (json: unknown) => JSON.stringify({ json });

  test.each([
    ["a first sync", "good", { ...INPUT, name: "new-1" }, 200],
    ["the sync after it", "good", INPUT, 200],
    ["all plain fields", "good", { ...INPUT, name: "all", instanceId: randomUUID(), host: "host-1" }, 200],
    ["a host of another alphabet", "good", { ...INPUT, name: "host", host: "höst-日本" }, 200],
    ["capabilities", "good", { ...INPUT, name: "able", capabilities: { gpu: [1, null, "é"], deep: { a: true } } }, 200],
    ["a key that will expire", "expiring", { ...INPUT, name: "expiring" }, 200],
    ["a slug that needs escapes", "odd", INPUT, 200],
    ["a guard that names another organization", "good", { ...INPUT, organization: "other" }, 403],
    ["another kind than before", "good", { ...INPUT, kind: "operator" }, 409],
    ["an unknown key", "unknown", INPUT, 401],
    ["a mistyped key", "mistyped", INPUT, 401],
    ["something that is no key", "nonsense", INPUT, 401],
    ["a revoked key", "revoked", INPUT, 401],
    ["an expired key", "expired", INPUT, 401],
    ["a key of another executor", "bound", INPUT, 403],
    ["a key of an inactive organization", "inactive", INPUT, 403],
  ])("answers %s itself, as the stock path does", async (_what, key, input, status) => {
    // Known from before, so that both ways find the same.
    if (status === 200) await exchange(server.url, { path: `${path}?`, headers: authorized(key), body: json(input) });
    const { way, answer, stock } = await sendBothWays({ headers: authorized(key), body: json(input) });
    expect(way).toContain('way="lane"');
    expect(answer).toEqual(stock);
    expect(answer.status).toBe(status);
  });

  test.each([
    ["no key", JSON_TYPE, json(INPUT)],
    ["no key and three mistakes", JSON_TYPE, json({ name: "", kind: "root", version: "\n" })],
    ["no key and no JSON", JSON_TYPE, "{"],
    ["an empty key", { ...JSON_TYPE, authorization: "Bearer " }, json(INPUT)],
    ["another scheme", { ...JSON_TYPE, authorization: "Basic abc" }, json(INPUT)],
    ["a scheme in lower case, and blanks", { ...JSON_TYPE, authorization: "  bearer \t  $good\t " }, json(INPUT)],
    ["two authorizations", { ...JSON_TYPE, authorization: ["Bearer $good", "Bearer x"] }, json(INPUT)],
    ["a charset", { "content-type": "application/json; charset=utf-8", authorization: "Bearer $good" }, json(INPUT)],
    ["blanks around the JSON", { ...JSON_TYPE, authorization: "Bearer $good" }, ` \n${json(INPUT)}\n `],
    [
      "a field twice",
      { ...JSON_TYPE, authorization: "Bearer $good" },
      json(INPUT).replace('"kind"', '"name":"b","kind"'),
    ],
    ["an escape", { ...JSON_TYPE, authorization: "Bearer $good" }, json(INPUT).replace("exe-1", "exe\\u002d1")],
    ["cookies", { ...JSON_TYPE, authorization: "Bearer $good", cookie: "a=b" }, json(INPUT)],
    [
      "a wish to go on",
      {
        ...JSON_TYPE,
        authorization: "Bearer $good",
        expect: "100-continue",
        "content-length": `${json(INPUT).length}`,
      },
      json(INPUT),
    ],
  ] as const)("answers %s itself, as the stock path does", async (_what, headers, body) => {
    const { way, answer, stock } = await sendBothWays({ headers: filled(headers), body });
    expect(way).toContain('way="lane"');
    expect(answer).toEqual(stock);
  });

  test.each([
    ["broken JSON", {}, "{"],
    ["an empty body", {}, ""],
    ["a byte order mark", {}, `\uFEFF${json(INPUT)}`],
    ["a list", {}, "[]"],
    ["nothing in particular", {}, "null"],
    ["an unknown field", {}, json({ ...INPUT, admin: true })],
    ["a name that can't be", {}, json({ ...INPUT, name: "a b" })],
    ["three mistakes", {}, json({ name: "", kind: "root", version: "\n" })],
    ["half a character", {}, `{"name":"a","kind":"agent","version":"1","host":"\\ud800"}`],
    ["a prototype in the input", {}, json(INPUT).replace('"kind"', '"__proto__":{"x":1},"kind"')],
    ["a prototype in capabilities", {}, json({ ...INPUT, capabilities: 1 }).replace(":1}", ':{"__proto__":1}}')],
    ["a hidden prototype", {}, json({ ...INPUT, capabilities: 1 }).replace(":1}", ':{"\\u005f_proto__":1}}')],
    ["a constructor", {}, json({ ...INPUT, capabilities: { constructor: { prototype: 1 } } })],
    ["capabilities over 16 KiB", {}, json({ ...INPUT, capabilities: "x".repeat(17_000) })],
    ["another member beside the input", {}, JSON.stringify({ json: INPUT, extra: 1 })],
    [
      "what superjson adds",
      {},
      JSON.stringify({ json: { ...INPUT, host: null }, meta: { values: { host: ["undefined"] } } }),
    ],
    ["a foreign page", { origin: "https://evil.example" }, json(INPUT)],
    ["another content type", { "content-type": "text/plain" }, json(INPUT)],
    ["a content type in capitals", { "content-type": "Application/JSON" }, json(INPUT)],
    ["chunks", { "transfer-encoding": "chunked" }, [json(INPUT).slice(0, 9), json(INPUT).slice(9)]],
    ["a compressed body that is none", { "content-encoding": "gzip" }, "\u001f\u008b"],
    ["a wish for a stream", { "trpc-accept": "application/jsonl" }, json(INPUT)],
    ["a wish for JSON lines", { accept: "application/jsonl" }, json(INPUT)],
    ["a host with an impossible port", { host: "127.0.0.1:99999" }, json(INPUT)],
    ["a body over 32 KiB", {}, " ".repeat(32 * 1024) + json(INPUT)],
    ["a body over 256 KiB", {}, " ".repeat(256 * 1024) + json(INPUT)],
  ] as const)("hands on %s, and the answer is the stock path's", async (_what, headers, body) => {
    const { way, answer, stock } = await sendBothWays({ headers: { ...authorized("good"), ...headers }, body });
    expect(way).toContain('way="stock"');
    expect(answer).toEqual(stock);
  });

  test.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("hands on %s", async (method) => {
    const { way, answer, stock } = await sendBothWays({ method, headers: authorized("good") });
    expect(way).toContain('way="stock"');
    expect(answer).toEqual(stock);
  });

  test("hands on a batch and any other address", async () => {
    const before = await readSyncCounters(server.url);
    for (const other of [`${path}?batch=1`, `${path}/`, `${path}x`, path.toUpperCase(), `/${path}`]) {
      await exchange(server.url, { path: other, headers: authorized("good"), body: json(INPUT) });
    }
    const lines = changed(before, await readSyncCounters(server.url));
    expect(lines.filter((line) => line.includes("sync_requests_total"))).toEqual([]);
  });

  test("reads a body that comes in pieces", async () => {
    const body = json(INPUT);
    const pieces = [body.slice(0, 10), body.slice(10, 11), body.slice(11)];
    const headers = { ...authorized("good"), "content-length": body.length };
    const { way, answer, stock } = await sendBothWays({ headers, body: pieces });
    expect(way).toContain('way="lane"');
    expect(answer).toEqual(stock);
    expect(answer.status).toBe(200);
  });

  test("judges every sync of a connection by its own key and words, and by what is true by then", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "kept", target: NEW_EXECUTOR });
    const send = async (over: Partial<Exchange>) => {
      const headers = { ...JSON_TYPE, authorization: `Bearer ${secret}` };
      const { status, body } = await exchange(server.url, { path, headers, body: json(INPUT), agent, ...over });
      return `${status} ${/"id":"(key_\w+)"/.exec(body)?.[1] ?? /"reason":"(\w+)"/.exec(body)?.[1]}`;
    };
    const accepted = `200 ${key.id}`;
    expect(await send({})).toBe(accepted);
    expect(await send({})).toBe(accepted);
    expect(await send({ headers: authorized("revoked") })).toBe("401 key_revoked");
    expect(await send({})).toBe(accepted);
    expect(await send({ headers: JSON_TYPE })).toBe("401 key_missing");
    expect(await send({ headers: authorized("mistyped") })).toBe("401 key_malformed");
    expect(await send({ body: json({ ...INPUT, kind: "operator" }) })).toBe("409 kind_mismatch");
    expect(await send({ body: json({ ...INPUT, name: "no such name!" }) })).toBe("400 invalid_input");
    expect(await send({})).toBe(accepted);
    await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    expect(await send({})).toBe("401 key_revoked");
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
    agent.destroy();
  });

  test("masks a fault as the stock path does, and nothing of it gets out", async () => {
    const faulty = await startFaultyServer();
    const client = await faulty.server.signIn((await faulty.server.addOrganization("Faulty")).owner);
    const { secret } = await client.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
    faulty.break();
    const request = { headers: { ...JSON_TYPE, authorization: `Bearer ${secret}` }, body: json(INPUT) };
    const answer = comparable(await exchange(faulty.server.url, { ...request, path }));
    expect(answer).toEqual(comparable(await exchange(faulty.server.url, { ...request, path: `${path}?` })));
    expect(answer).toMatchObject({ status: 500, body: expect.not.stringContaining("detail") as unknown });
    await faulty.server.close();
  });

  test("sends `Retry-After` to an address that must wait, as the stock path does", async () => {
    const flooded = await startTestServer("sqlite", { EXCALIBUR_TRUSTED_PROXIES: "loopback" });
    const from = (address: string) => ({
      headers: { ...JSON_TYPE, authorization: `Bearer ${UNKNOWN}`, "x-forwarded-for": address },
      body: json(INPUT),
    });
    const request = from("198.51.100.1");
    const statuses = [];
    for (let sent = 0; sent <= 300; sent++) statuses.push((await exchange(flooded.url, { ...request, path })).status);
    expect(statuses.indexOf(429)).toBe(300);
    const limited = comparable(await exchange(flooded.url, { ...request, path }));
    const stock = comparable(await exchange(flooded.url, { ...request, path: `${path}?` }));
    expect(Number(limited.headers["retry-after"])).toBeGreaterThan(0);
    const later = { "retry-after": expect.any(String) as unknown };
    expect(limited).toEqual({ ...stock, headers: { ...stock.headers, ...later } });
    expect((await exchange(flooded.url, { ...from("198.51.100.2"), path })).status).toBe(401);
    await flooded.close();
  });

  test("while the server stops, what is in flight is answered, what comes after too, and then the connection ends", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let reading = false;
    const through = (database: Database): Database => ({
      ...database,
      readRaw: async (...read) => {
        if (reading) await held;
        return database.readRaw(...read);
      },
    });
    const stopping = await startTestServer("sqlite", {}, { through });
    const client = await stopping.signIn((await stopping.addOrganization("Stopping")).owner);
    const { secret } = await client.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
    const body = json(INPUT);
    const head = `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: Bearer ${secret}\r\n`;
    const request = `${head}content-length: ${body.length}\r\n\r\n${body}`;
    const socket = connect(Number(new URL(stopping.url).port), "127.0.0.1");
    let received = "";
    socket.on("data", (chunk: Buffer) => (received += chunk.toString()));
    reading = true;
    socket.write(request);
    await eventually(async () => {
      expect(await (await fetch(`${stopping.url}/metrics`)).text()).toContain('lookups_total{how="miss"} 1');
    });
    const closed = stopping.close();
    socket.write(request);
    release();
    await once(socket, "close");
    expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 200", "HTTP/1.1 200"]);
    expect(received.slice(received.lastIndexOf("HTTP/1.1 200")).toLowerCase()).toContain("connection: close");
    await closed;
  });

  function filled(headers: Readonly<Record<string, string | readonly string[]>>) {
    const fill = (value: string) => value.replace("$good", secrets["good"] ?? "");
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, typeof value === "string" ? fill(value) : value.map(fill)]),
    );
  }
});
