import { Agent } from "node:http";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { OFFLINE_AFTER_MS } from "@excalibur/api/contract";
import { expect, test } from "vitest";
import { inGroups } from "../../../../scripts/testing/in-groups.ts";
import { exchange } from "../harness/exchange.ts";
import { startTestServer } from "../harness/test-server.ts";

const EXECUTORS = 100;
const SYNC_EVERY_MS = 5_000;
/** One executor after the other is away for a minute, which is noticed, and comes back. */
const AWAY_ROUNDS = 12;
/** Less than what a sync would leave behind that is not forgotten: an object with an instant, or an entry of a map. */
const HELD_A_SYNC_BYTES = 64;

/**
 * @param rounds syncs of each executor, 5 s apart by the server's clock. The first third of them fills what has a size of
 * its own.
 */
export function trySoak(rounds: number): void {
  const warmRounds = Math.floor(rounds / 3);

  test("minutes of a fleet leave nothing behind for each sync, in memory or in tables, and no sync is refused or lost", async () => {
    const server = await startTestServer("sqlite", {}, { repeatsJobs: true });
    const { client } = server.database;
    const { owner: person } = await server.addOrganization("Acme");
    const owner = await server.signIn(person);
    const make = async (name: string) => {
      const { key, secret } = await owner.trpc.apiKeys.create.mutate({ name, target: { kind: "newExecutor" } });
      return { id: key.id, sync: executorOf(server.url, name, secret) };
    };
    const fleet = await inGroups(EXECUTORS, (index) => make(`executor-${index}`));
    const revoked = await make("revoked");
    await owner.trpc.apiKeys.revoke.mutate({ id: revoked.id });
    const auditRows = await client.auditRow.count();
    await server.startMinute();

    /** How often each status was the answer. */
    const answers = new Map<number, number>();
    let syncs = 0;
    const run = async (from: number, to: number) => {
      for (let round = from; round < to; round++) {
        const away = Math.floor(round / AWAY_ROUNDS);
        const present = fleet.filter((_, index) => index !== away);
        const statuses = await Promise.all([...present, revoked].map(({ sync }) => sync()));
        for (const status of statuses) answers.set(status, (answers.get(status) ?? 0) + 1);
        syncs += statuses.length;
        server.advanceClock(SYNC_EVERY_MS);
        await server.flushPresence();
        await server.noticeSilence();
      }
      return heapBytes();
    };
    const warmBytes = await run(0, warmRounds);
    const warmSyncs = syncs;
    const grownBytes = (await run(warmRounds, rounds)) - warmBytes;
    expect(grownBytes / (syncs - warmSyncs)).toBeLessThan(HELD_A_SYNC_BYTES);
    expect([...answers].toSorted()).toEqual([
      [200, syncs - rounds],
      [401, rounds],
    ]);

    // Every sync is in a minute; every executor and key was last seen when it last synced.
    server.advanceClock(OFFLINE_AFTER_MS * 2);
    await server.flushPresence();
    const { _sum: counted, _count: minutes } = await client.minuteSample.aggregate({
      _sum: { syncs: true, refused: true },
      _count: true,
    });
    expect(counted).toEqual({ syncs: syncs - rounds, refused: rounds });
    expect(minutes).toBeLessThanOrEqual((rounds * SYNC_EVERY_MS + OFFLINE_AFTER_MS * 2) / 60_000 + 2);
    const executors = await client.executor.findMany({ include: { boundKey: { include: { lastUse: true } } } });
    expect(executors).toHaveLength(EXECUTORS);
    for (const { lastSeenAt, boundKey } of executors) expect(boundKey?.lastUse?.at).toEqual(lastSeenAt);
    const seenMs = executors.map(({ lastSeenAt }) => lastSeenAt.getTime());
    const inLastRound = seenMs.filter((ms) => ms > Math.max(...seenMs) - SYNC_EVERY_MS);
    expect(inLastRound).toHaveLength(EXECUTORS - 1);

    // Of what syncs leave there is a row for each executor, key and absence, none for each sync.
    const absences = rounds / AWAY_ROUNDS;
    expect(await client.executorEvent.count()).toBeLessThanOrEqual(EXECUTORS + 2 * absences);
    expect([await client.keyRefusal.count(), await client.keyLastUse.count()]).toEqual([1, EXECUTORS]);
    expect(await client.auditRow.count()).toBe(auditRows);
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain(`excalibur_syncs_total{outcome="accepted"} ${syncs - rounds}`);
    expect(metrics).toContain(`excalibur_cached_credentials ${EXECUTORS + 1}\n`);
    await server.close();
  });
}

/** Syncs over a connection of its own. @returns the status of the answer. */
function executorOf(url: string, name: string, secret: string): () => Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const headers = { authorization: `Bearer ${secret}`, "content-type": "application/json" };
  const body = JSON.stringify({ name, kind: "agent", version: "1.0.0" });
  return async () => (await exchange(url, { path: "/v1/sync", headers, body, agent })).status;
}

/** What is held after a collection of garbage, buffers too. */
function heapBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let time = 0; time < 3; time++) collect();
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}
