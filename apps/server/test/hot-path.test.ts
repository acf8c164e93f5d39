import type { Database } from "@excalibur/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../src/config.ts";
import { serve } from "../src/start-server.ts";
import { callProcedure } from "./harness/call.ts";
import { Client } from "./harness/client.ts";
import { statementsOf } from "./harness/count-statements.ts";
import { dialectsOfLane } from "./harness/dialects-of-lane.ts";
import { startTestServer, type TestServer } from "./harness/test-server.ts";

const NEW_EXECUTOR = { kind: "newExecutor" } as const;

describe.each(dialectsOfLane("sqlite"))("what a sync costs on %s", (dialect) => {
  let server: TestServer;
  let owner: Client;

  beforeAll(async () => {
    server = await startTestServer(dialect);
    const tenant = await server.addOrganization("Acme");
    owner = await server.signIn(tenant.owner);
    await server.startMinute();
  });
  afterAll(() => server.close());

  const newSecret = async () => {
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "hot", target: NEW_EXECUTOR });
    return secret;
  };

  test("a warm one makes no database call, over either endpoint", async () => {
    const secret = await newSecret();
    await owner.sync(secret, { name: "warm-1" });
    await server.flushPresence();
    const syncBothWays = async () => {
      expect(await owner.sync(secret, { name: "warm-1" })).toMatchObject({ status: 200 });
      const input = { name: "warm-1", kind: "agent", version: "1.0.0" };
      const answer = await callProcedure(server.url, "mutation", "executor.sync", input, {
        authorization: `Bearer ${secret}`,
      });
      expect(answer).toMatchObject({ status: 200 });
    };
    const syncOften = async () => {
      for (let index = 0; index < 5; index++) await syncBothWays();
    };
    expect(await statementsOf(server, syncOften)).toBe(0);
  });

  test.each([
    ["no key", null],
    ["a mistyped key", "exc_0000000000000000000000000000000000000000000000000"],
    ["something else", "sk_live_something_else"],
  ])("%s is refused without a database call", async (_what, secret) => {
    const reason = secret === null ? "key_missing" : "key_malformed";
    const sync = async () =>
      expect(await owner.sync(secret, { name: "cold-1" })).toMatchObject({ status: 401, reason });
    expect(await statementsOf(server, sync)).toBe(0);
  });

  test("a revoked key is refused from memory after its first refusal", async () => {
    const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name: "hot", target: NEW_EXECUTOR });
    await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    await owner.sync(secret, { name: "revoked-1" });
    // That it was refused is written by itself within a second.
    await server.flushPresence();
    const sync = async () =>
      expect(await owner.sync(secret, { name: "revoked-1" })).toMatchObject({ reason: "key_revoked" });
    expect(await statementsOf(server, sync)).toBe(0);
  });

  test("an executor that another server knows is welcomed without a transaction, and only the time is written", async () => {
    const secret = await newSecret();
    await owner.sync(secret, { name: "restarted-1", capabilities: { gpu: 1 } });
    await server.flushPresence();
    let transactions = 0;
    const transact: Database["transact"] = (work) => {
      transactions += 1;
      return server.database.transact(work);
    };
    const config = readConfig({ EXCALIBUR_PORT: "0", LOG_LEVEL: "silent" });
    const authSecret = "s".repeat(32);
    const after = await serve({ ...server.database, transact }, { ...config, authSecret }, { repeatsJobs: false });
    transactions = 0;
    const known = await server.database.client.executor.findFirstOrThrow({ where: { name: "restarted-1" } });
    const { version } = known;
    const atFirst = await new Client(after.url).sync(secret, { name: known.name, version, capabilities: { gpu: 1 } });
    expect(atFirst).toMatchObject({ status: 200, body: { executor: { id: known.id } } });
    expect(transactions).toBe(0);
    const changed = await new Client(after.url).sync(secret, { name: known.name, version: "2.0" });
    expect(changed).toMatchObject({ status: 200 });
    expect(transactions).toBe(1);
    await after.close();
    expect(await server.database.client.executorEvent.count({ where: { executorName: "restarted-1" } })).toBe(1);
  });

  test("an executor that syncs in quick succession has its row written at most once in 5 s", async () => {
    const secret = await newSecret();
    await owner.sync(secret, { name: "busy-1" });
    await server.flushPresence({ onlyDue: true });
    const before = await server.database.client.executor.findFirst({ where: { name: "busy-1" } });
    for (let index = 0; index < 5; index++) await owner.sync(secret, { name: "busy-1" });
    await server.flushPresence({ onlyDue: true });
    expect(await server.database.client.executor.findFirst({ where: { name: "busy-1" } })).toEqual(before);
    server.advanceClock(5_000);
    await owner.sync(secret, { name: "busy-1" });
    await server.flushPresence({ onlyDue: true });
    const after = await server.database.client.executor.findFirst({ where: { name: "busy-1" } });
    expect(after!.lastSeenAt.getTime()).toBeGreaterThanOrEqual(before!.lastSeenAt.getTime() + 5_000);
  });
});
