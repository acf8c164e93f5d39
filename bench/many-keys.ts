import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../prisma/src/index.ts";
import { startPostgres } from "../prisma/src/testing/start-postgres.ts";
import { askProcedure, callProcedure } from "./call-procedure.ts";
import { Executors, executorRequests, type Latencies } from "./load/executors.ts";
import { describeMachine, goFirst } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { startExcalibur, type Excalibur } from "./servers.ts";

/** Connected at the same time. One a host that syncs every 5 s would be 25 syncs a second. */
const EXECUTORS = 128;
const SYNCS_A_SECOND = 400;
const CALM_SECONDS = 10;
const OTHER_KEYS = 2_000;
const STALE = 50;

/** How long it takes to revoke many keys by a filter on PostgreSQL, and what executors that sync meanwhile notice of it. */
export async function benchManyKeys(keys: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const postgres = await startPostgres({ isDurable: true });
  const server = await startExcalibur({ folder, databaseUrl: postgres.url });
  await plant(postgres.url, { leaver: keys, stale: STALE, other: OTHER_KEYS });
  goFirst();
  const executors = await Executors.connect(server.url, executorRequests(server, EXECUTORS));
  await executors.measureLatencies(SYNCS_A_SECOND, CALM_SECONDS);

  const calm = await measureFor(executors, CALM_SECONDS);
  const few = await revoke(server, "stale");
  const over = new AbortController();
  const revoking = revoke(server, "leaver").finally(() => over.abort());
  const busy: Latencies[] = [];
  while (!over.signal.aborted) busy.push(await executors.measureLatencies(SYNCS_A_SECOND, 1));
  const many = await revoking;
  const { ok, checked } = await askProcedure<{ ok: boolean; checked: number }>(server, "audit.verify", undefined);
  if (!ok) throw new Error("the audit chain is broken");
  executors.disconnect();
  await server.stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });

  const row = (name: string, rounds: readonly Latencies[]) => [
    name,
    ...(["p50", "p90", "p99", "max"] as const).map((at) => median(rounds.map((round) => round[at])).toFixed(2)),
    String(rounds.reduce((sum, { failed }) => sum + failed, 0)),
  ];
  const text =
    `${keys.toLocaleString("en")} keys revoked by a filter in ${many.seconds.toFixed(1)} s, each with its audit row; ${few.revoked} of ` +
    `${(STALE + OTHER_KEYS).toLocaleString("en")} in ${few.seconds.toFixed(2)} s. ${SYNCS_A_SECOND} syncs a second by ${EXECUTORS} executors meanwhile; ` +
    `medians of rounds of 1 s. The chain of ${checked.toLocaleString("en")} audit rows verifies. PostgreSQL writes to disk. ${describeMachine()}\n\n` +
    tableOf(
      ["milliseconds", "p50", "p90", "p99", "max", "failed"],
      [row("a sync before", calm), row("a sync meanwhile", busy)],
    );
  return { id: "many-keys", text };
}

async function measureFor(executors: Executors, seconds: number): Promise<Latencies[]> {
  const rounds: Latencies[] = [];
  for (let round = 0; round < seconds; round++) rounds.push(await executors.measureLatencies(SYNCS_A_SECOND, 1));
  return rounds;
}

async function revoke(server: Excalibur, search: string): Promise<{ seconds: number; revoked: number }> {
  const { total } = await askProcedure<{ total: number }>(server, "apiKeys.list", { search, limit: 1 });
  const startedAt = performance.now();
  const { revoked } = await callProcedure<{ revoked: string[] }>(server, "apiKeys.revokeMany", {
    search,
    expectedTotal: total,
    reason: "The cluster is retired",
  });
  if (revoked.length !== total) throw new Error(`${revoked.length} of ${total} keys were revoked`);
  return { seconds: (performance.now() - startedAt) / 1_000, revoked: revoked.length };
}

/** Keys without a usable secret, by the beginning of their names. */
async function plant(url: string, counts: Readonly<Record<string, number>>): Promise<void> {
  const database = await openDatabase({ url });
  const { client } = database;
  const { id } = await client.organization.findFirstOrThrow();
  for (const [name, count] of Object.entries(counts)) {
    await client.$executeRawUnsafe(
      `INSERT INTO api_key (id, organization_id, name, name_folded, secret_hash, hint, created_at)
       SELECT 'key_' || lpad(i::text, 20, '0') || substr(md5($2), 1, 6), $1, $2 || ' ' || i, $2 || ' ' || i, $2 || i, 'exc_0000', now()
       FROM generate_series(1, $3::int) AS i`,
      id,
      name,
      count,
    );
  }
  const keys = await client.apiKey.count();
  await client.keyCount.updateMany({ where: { organizationId: id }, data: { keys } });
  await database.close();
}
