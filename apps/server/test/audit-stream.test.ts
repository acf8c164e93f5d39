import { MANAGEMENT_SCOPES, type ManagementScope } from "@excalibur/api/contract";
import { STREAM_LIMITS } from "@excalibur/api/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Log, seedLog } from "./harness/audit-log.ts";
import type { Client } from "./harness/client.ts";
import { copyRow } from "./harness/copy-rows.ts";
import { countStatements } from "./harness/count-statements.ts";
import { dialectsAboveStores } from "./harness/dialects-above-stores.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { eventually } from "./harness/eventually.ts";
import { openSlowly } from "./harness/open-slowly.ts";
import { StreamReader } from "./harness/stream-reader.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";
import { tryCutsWhileChanging } from "./trials/cut-audit-stream.ts";

const newKey = async ({ trpc }: Client, scopes: ManagementScope[] = ["audit:read"]) =>
  trpc.managementKeys.create.mutate({ name: "siem", scopes, expiresInDays: 30 });
const createKey = ({ trpc }: Client, name: string) =>
  trpc.apiKeys.create.mutate({ name, target: { kind: "newExecutor" } });

describe.each(dialectsOfLane("postgresql"))("the audit stream on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server.close());

  test("sends the rows that there are, then each as it is written, and what was received verifies", async () => {
    const { owner } = await seedLog(server);
    const { secret } = await newKey(owner);
    const reader = new StreamReader();
    const end = reader.start(server.url, secret);
    await reader.has(9);
    await eventually(async () => expect(reader.blanks).toBe(1));
    await createKey(owner, "web-1");
    await reader.has(10);
    expect(reader.rows.at(-1)).toMatchObject({ action: "api_key.created", targetName: "web-1" });
    const { head } = await owner.trpc.audit.verify.query();
    expect(await reader.verify()).toEqual({
      exitCode: 0,
      words: `The chain is unbroken: rows 1 to 10.\nHead: ${head}`,
    });
    reader.cut();
    expect(await end).toBe("cut off");
  });

  test("cut and resumed while changes are made, loses no row and repeats none", async () => {
    await tryCutsWhileChanging(server, { cuts: 5, changes: 40 });
  });

  test("names the first lost row of a log that was wound back, also while it is open, and a row that was replaced", async () => {
    const { tenant, owner } = await seedLog(server);
    const { secret } = await newKey(owner);
    const log = new Log(server, tenant.organizationId);
    const reader = new StreamReader();
    const end = reader.start(server.url, secret);
    await reader.has(9);
    await eventually(async () => expect(reader.blanks).toBe(1));
    const yesterday = await log.row(6);
    await log.remove(7, 8, 9);
    await log.setHead({ sequence: 6, hash: yesterday.hash });
    await createKey(owner, "after the restore");
    expect(await end).toBe("over");
    await reader.follow(server.url, secret);
    expect(reader.status).toBe(409);
    expect(reader.refusal).toMatchObject({ reason: "audit_rows_lost", sequence: 8 });
    expect(reader.refusal.detail).toContain("every row from 8 on was lost");

    for (const name of ["a", "b", "c"]) await createKey(owner, name);
    await reader.follow(server.url, secret);
    expect(reader.refusal).toMatchObject({ reason: "audit_row_differs", sequence: 9 });
  });

  test(`holds ${STREAM_LIMITS.managementKey} streams of one key, and a revoked key ends them and opens no more`, async () => {
    const { owner } = await seedLog(server);
    const { key, secret } = await newKey(owner);
    const readers = Array.from({ length: STREAM_LIMITS.managementKey }, () => new StreamReader());
    const ends = readers.map((reader) => reader.start(server.url, secret));
    for (const reader of readers) await reader.has(9);
    const late = new StreamReader();
    await late.follow(server.url, secret);
    expect([late.status, late.refusal.reason]).toEqual([429, "too_many_streams"]);
    await owner.trpc.managementKeys.revoke.mutate({ id: key.id });
    expect(new Set(await Promise.all(ends))).toEqual(new Set(["over"]));
    // The row of the revocation comes after the end.
    for (const reader of readers) expect(reader.rows).toHaveLength(9);
    await late.follow(server.url, secret);
    expect([late.status, late.refusal.reason]).toEqual([401, "management_key_revoked"]);
  });
});

describe.each(dialectsAboveStores)("the audit stream, above its rows, on %s", (dialect) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(dialect);
  });
  afterAll(() => server.close());

  test("is for a program whose key's creator may read the whole log: no other key, role or organization gets a row", async () => {
    const { tenant, owner } = await seedLog(server);
    const other = await seedLog(server);
    const admin = await server.signIn(await server.addMember(tenant, "admin"));
    const answerTo = async (secret: string, headers: Record<string, string> = {}) => {
      const reader = new StreamReader();
      await reader.follow(server.url, secret, headers);
      expect(reader.rows).toEqual([]);
      return [reader.status, reader.refusal.reason];
    };
    const everythingElse = MANAGEMENT_SCOPES.filter((scope) => scope !== "audit:read");
    expect(await answerTo((await newKey(owner, everythingElse)).secret)).toEqual([403, "scope_missing"]);
    expect(await answerTo((await newKey(admin)).secret)).toEqual([403, "not_permitted"]);
    const { secret } = await newKey(owner);
    const foreign = { "excalibur-organization": other.tenant.organizationId };
    expect(await answerTo(secret, foreign)).toEqual([404, "organization_not_found"]);

    const reader = new StreamReader();
    void reader.start(server.url, secret);
    await createKey(other.owner, "not yours");
    await createKey(owner, "yours");
    await eventually(async () => expect(reader.rows.at(-1)?.targetName).toBe("yours"));
    expect(new Set(reader.rows.map(({ organizationId }) => organizationId))).toEqual(new Set([tenant.organizationId]));
    reader.cut();
  });

  test("ends when its key's creator may read the log no longer", async () => {
    const { tenant, owner } = await seedLog(server);
    await server.addMember(tenant, "admin");
    const { items } = await owner.trpc.members.list.query();
    const memberId = items.find(({ role }) => role === "admin")?.id ?? "";
    const { secret } = await newKey(owner);
    const reader = new StreamReader();
    const end = reader.start(server.url, secret);
    await reader.has(9);
    await owner.trpc.organizations.transferOwnership.mutate({ memberId });
    expect(await end).toBe("over");
    await reader.follow(server.url, secret);
    expect(reader.refusal.reason).toBe("not_permitted");
  });

  test("ends when the server stops, and the next one goes on", async () => {
    const { owner } = await seedLog(server);
    const { secret } = await newKey(owner);
    const reader = new StreamReader();
    const end = reader.start(server.url, secret);
    await reader.has(9);
    await server.restart();
    expect(await end).toBe("over");
    void reader.start(server.url, secret);
    await eventually(async () => expect(reader.blanks).toBe(2));
    expect(reader.rows).toHaveLength(9);
    reader.cut();
  });

  test("of a client that does not read is not read ahead of it, and is closed when its key is revoked", async () => {
    const { owner, log } = await seedLog(server);
    const { key, secret } = await newKey(owner);
    const { id, hash } = await log.row(1);
    const copies = 4_000;
    const details = `'{"padding":"${"x".repeat(6_000)}"}'`;
    await copyRow(server, "audit_row", id, copies, { id: "id || '_' || n", sequence: "9 + n", details });
    await log.setHead({ sequence: 9 + copies, hash });
    const openStreams = async () => {
      const metrics = await (await fetch(`${server.url}/metrics`)).text();
      return Number(/^excalibur_live_subscriptions (\d+)$/m.exec(metrics)?.[1]);
    };
    const before = await openStreams();
    const slow = await openSlowly(server.url, "/v1/audit/stream", secret);
    await slow.begins;
    const counting = countStatements(server);
    const quick = new StreamReader();
    void quick.start(server.url, secret);
    await quick.has(9 + copies);
    const pages = copies / 100;
    // The quick one alone takes two for each page: the rows, and whether its key is still good.
    expect(counting.stop()).toBeLessThan(3.5 * pages);
    await owner.trpc.managementKeys.revoke.mutate({ id: key.id });
    await eventually(async () => expect(await openStreams()).toBe(before));
    slow.close();
  });

  test.each(["after=-1", "after=x", "head=abc", "since=3"])("?%s is refused in words", async (query) => {
    const { owner } = await seedLog(server);
    const { secret } = await newKey(owner);
    const answer = await fetch(`${server.url}/v1/audit/stream?${query}`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    expect([answer.status, await answer.json()]).toMatchObject([400, { reason: "invalid_input" }]);
  });
});

test("a management key revoked at one of three servers ends its streams at all of them", async () => {
  const server = await startTestServer("postgresql");
  try {
    const others = [await server.startAnother(), await server.startAnother()];
    try {
      const { owner } = await seedLog(server);
      const { key, secret } = await owner.trpc.managementKeys.create.mutate({
        name: "siem",
        scopes: ["audit:read"],
        expiresInDays: 1,
      });
      const readers = [server, ...others].map(({ url }) => ({ url, reader: new StreamReader() }));
      const ends = readers.map(({ url, reader }) => reader.start(url, secret));
      for (const { reader } of readers) await reader.has(9);
      await owner.trpc.apiKeys.create.mutate({ name: "seen by all", target: { kind: "newExecutor" } });
      for (const { reader } of readers) await reader.has(10);
      await owner.trpc.managementKeys.revoke.mutate({ id: key.id });
      expect(new Set(await Promise.all(ends))).toEqual(new Set(["over"]));
      for (const { url, reader } of readers) {
        await reader.follow(url, secret);
        expect([reader.status, reader.rows.length]).toEqual([401, 10]);
      }
    } finally {
      for (const other of others) await other.close();
    }
  } finally {
    await server.close();
  }
});
