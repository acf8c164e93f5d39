import { setTimeout as sleep } from "node:timers/promises";
import { httpFetch } from "@excalibur/executor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client } from "./harness/client.ts";
import { eventually } from "./harness/eventually.ts";
import { RawConnection, statusesOf } from "./harness/raw-connection.ts";
import { countSyncRequests } from "./harness/sync-counters.ts";
import { SYNC_DOORS } from "./harness/sync-doors.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;
const DAY_MS = 86_400_000;
const INPUT = { name: "exe-1", kind: "agent", version: "1.0.0" };

describe.each(SYNC_DOORS)("a request that a connection says again, at $door", ({ path, envelope }) => {
  let server: TestServer;
  let owner: Client;

  beforeAll(async () => {
    server = await startTestServer("sqlite");
    owner = await server.signIn((await server.addOrganization("Acme")).owner);
  });
  afterAll(() => server.close());

  const newKey = async (expiresInDays: number | null = null) => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "k", target: NEW_EXECUTOR, expiresInDays });
    return { id: key.id, secret };
  };
  const body = JSON.stringify(envelope(INPUT));
  const requestOf = (secret: string, headers = "") =>
    `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nauthorization: Bearer ${secret}\r\n${headers}` +
    `content-length: ${body.length}\r\n\r\n${body}`;
  /** @returns how many were answered ahead of the lane while the work went on. */
  const repeatedDuring = async (work: () => Promise<unknown>) => {
    const before = await countSyncRequests(server.url, "repeated");
    await work();
    return (await countSyncRequests(server.url, "repeated")) - before;
  };
  /** A connection over which a request was accepted just now. */
  const openWith = async (request: string) => {
    const connection = await RawConnection.open(server.url);
    expect(statusesOf(await connection.say(request))).toEqual([200]);
    return connection;
  };

  test("is answered byte for byte as at first, for a key that expires and for one that does not", async () => {
    for (const days of [null, 30]) {
      const request = requestOf((await newKey(days)).secret);
      const connection = await RawConnection.open(server.url);
      const answers: string[] = [];
      const repeated = await repeatedDuring(async () => {
        for (let index = 0; index < 4; index++) answers.push(withoutTime(await connection.say(request)));
      });
      expect(repeated).toBe(3);
      expect(new Set(answers).size).toBe(1);
      connection.socket.destroy();
    }
  });

  test("says what is true now, though that was read for another connection", async () => {
    const organization = await server.addOrganization("Renamed");
    const client = await server.signIn(organization.owner);
    const { secret } = await client.trpc.apiKeys.create.mutate({ name: "k", target: NEW_EXECUTOR });
    const request = requestOf(secret);
    const connections = [await openWith(request), await openWith(request)];
    for (const connection of connections) await connection.say(request);
    const slug = "renamed-meanwhile";
    await client.trpc.organizations.update.mutate({ slug });
    const answers: string[] = [];
    const repeated = await repeatedDuring(async () => {
      for (const connection of connections) answers.push(withoutTime(await connection.say(request)));
    });
    expect(repeated).toBe(1);
    expect(answers[0]).toContain(slug);
    expect(new Set(answers).size).toBe(1);
    for (const connection of connections) connection.socket.destroy();
  });

  test("says the time by which it was answered", async () => {
    const request = requestOf((await newKey()).secret);
    const connection = await openWith(request);
    server.advanceClock(5_000);
    const before = timeOf(await connection.say(request));
    server.advanceClock(5_000);
    expect(timeOf(await connection.say(request)) - before).toBeGreaterThanOrEqual(5_000);
    connection.socket.destroy();
  });

  test.each([
    ["key_revoked", (id: string) => owner.trpc.apiKeys.revoke.mutate({ id })],
    ["key_expired", async () => server.advanceClock(2 * DAY_MS)],
    [
      "key_unknown",
      async (id: string) => {
        await owner.trpc.apiKeys.revoke.mutate({ id });
        await owner.trpc.apiKeys.delete.mutate({ id });
      },
    ],
  ])("is refused as %s as soon as that is true", async (reason, end) => {
    const { id, secret } = await newKey(1);
    const request = requestOf(secret);
    const connection = await openWith(request);
    expect(await repeatedDuring(() => connection.say(request))).toBe(1);
    await end(id);
    const repeated = await repeatedDuring(async () => {
      for (let index = 0; index < 2; index++) expect(await connection.say(request)).toContain(reason);
    });
    expect(repeated).toBe(0);
    connection.socket.destroy();
  });

  test("counts as seen, like any other", async () => {
    const { id, secret } = await newKey();
    const connection = await openWith(requestOf(secret));
    await server.flushPresence();
    server.advanceClock(6_000);
    const before = (await owner.trpc.apiKeys.get.query({ id })).lastUsedAt;
    expect(await repeatedDuring(() => connection.say(requestOf(secret)))).toBe(1);
    await server.flushPresence();
    const after = (await owner.trpc.apiKeys.get.query({ id })).lastUsedAt;
    expect(Number(after) - Number(before)).toBeGreaterThanOrEqual(6_000);
    connection.socket.destroy();
  });

  test.each([
    ["in two pieces", [200], (request: string) => [request.slice(0, 60), request.slice(60)]],
    ["in two pieces, the second its body", [200], (request: string) => request.split(/(?<=\r\n\r\n)/)],
    ["twice in one piece", [200, 200], (request: string) => [request + request]],
    ["behind an empty line", [200], (request: string) => [`\r\n${request}`]],
    ["with another key", [401], (request: string) => [request.replace(/Bearer \w+/, "Bearer exc_another")]],
    ["with another name of the same length", [200], (request: string) => [request.replace("exe-1", "exe-2")]],
  ])("takes the usual way when it comes %s", async (_how, statuses, pieces) => {
    const request = requestOf((await newKey()).secret);
    const connection = await openWith(request);
    const said = pieces(request);
    const answers = statuses.length;
    const repeated = await repeatedDuring(async () => {
      for (const piece of said.slice(0, -1)) {
        connection.socket.write(piece);
        await sleep(20);
      }
      expect(statusesOf(await connection.say(said.at(-1) ?? "", answers))).toEqual(statuses);
    });
    expect(repeated).toBe(0);
    connection.socket.destroy();
  });

  test("is answered again at once after it came in two pieces", async () => {
    const request = requestOf((await newKey()).secret);
    const connection = await openWith(request);
    connection.socket.write(request.slice(0, -5));
    await sleep(20);
    await connection.say(request.slice(-5));
    await connection.say(request);
    expect(await repeatedDuring(() => connection.say(request))).toBe(1);
    connection.socket.destroy();
  });

  test("is no request when it comes as the body of another, and that one's answer is the only one", async () => {
    const { id, secret } = await newKey();
    const request = requestOf(secret);
    const connection = await openWith(request);
    const head = `POST /v1/sync? HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: ${request.length}\r\n\r\n`;
    connection.socket.write(head);
    await sleep(20);
    const repeated = await repeatedDuring(async () => {
      const received = await connection.say(request);
      expect(statusesOf(received)).toEqual([400]);
      expect(received).not.toContain(id);
    });
    expect(repeated).toBe(0);
    connection.socket.destroy();
  });

  test("is answered in its turn when it comes before the one before it is answered", async () => {
    const [first, second] = [await newKey(), await newKey()];
    const connection = await openWith(requestOf(first.secret));
    // The second is not in memory yet, so it waits for the database.
    connection.socket.write(requestOf(second.secret));
    const received = await connection.say(requestOf(first.secret), 2);
    expect(received.indexOf(second.id)).toBeGreaterThan(0);
    expect(received.indexOf(first.id)).toBeGreaterThan(received.indexOf(second.id));
    connection.socket.destroy();
  });

  test.each([
    ["asks to be told to go on", "expect: 100-continue\r\n", [100, 200]],
    ["is longer than what is kept", `x-filler: ${"x".repeat(5_000)}\r\n`, [200]],
  ])("takes the usual way when it %s", async (_what, headers, statuses) => {
    const request = requestOf((await newKey()).secret, headers);
    const connection = await RawConnection.open(server.url);
    const repeated = await repeatedDuring(async () => {
      for (let index = 0; index < 2; index++) {
        expect(statusesOf(await connection.say(request, statuses.length))).toEqual(statuses);
      }
    });
    expect(repeated).toBe(0);
    connection.socket.destroy();
  });

  test("ends the connection if that is what it asked for", async () => {
    const request = requestOf((await newKey()).secret, "connection: close\r\n");
    const connection = await RawConnection.open(server.url);
    expect(await connection.say(request)).toContain("Connection: close");
    await eventually(async () => expect(connection.socket.closed).toBe(true));
  });

  test("is not answered further to whoever does not read the answers", async () => {
    const request = requestOf((await newKey()).secret);
    const connection = await openWith(request);
    connection.socket.pause();
    let sent = 0;
    const sendMore = () => {
      while (connection.socket.writable && !connection.socket.writableNeedDrain && sent < 200_000) {
        connection.socket.write(request);
        sent += 1;
      }
    };
    connection.socket.on("drain", sendMore);
    sendMore();
    // What is sent no longer gets through.
    let before = -1;
    await eventually(async () => {
      const now = sent;
      const isStuck = now === before;
      before = now;
      expect(isStuck).toBe(true);
    });
    expect(sent).toBeLessThan(200_000);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    connection.socket.destroy();
  });

  test("is what an executor's own client sends", async () => {
    const { secret } = await newKey();
    const send = httpFetch();
    const sync = () =>
      send(server.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
        body,
        redirect: "manual",
        signal: AbortSignal.timeout(10_000),
      });
    const repeated = await repeatedDuring(async () => {
      for (let index = 0; index < 3; index++) expect(await sync()).toMatchObject({ status: 200 });
    });
    expect(repeated).toBe(2);
  });

  test("is answered by the usual way, and the connection ended, while the server stops", async () => {
    const stopping = await startTestServer("sqlite");
    const client = await stopping.signIn((await stopping.addOrganization("Stopping")).owner);
    const { secret } = await client.trpc.apiKeys.create.mutate({ name: "x", target: NEW_EXECUTOR });
    const connection = await RawConnection.open(stopping.url);
    for (let index = 0; index < 2; index++) await connection.say(requestOf(secret));
    const closed = stopping.close();
    const last = await connection.say(requestOf(secret));
    expect(statusesOf(last)).toEqual([200]);
    expect(last.toLowerCase()).toContain("connection: close");
    await closed;
  });
});

/** An answer without what differs from one to the next. */
function withoutTime(answer: string): string {
  return answer
    .replace(/"serverTime":"[^"]+"/, '"serverTime":"…"')
    .replace(/\r\nDate: [^\r]+ GMT\r\n/, "\r\nDate: …\r\n");
}

function timeOf(answer: string): number {
  return Date.parse(/"serverTime":"([^"]+)"/.exec(answer)?.[1] ?? "");
}
