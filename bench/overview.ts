import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMigratedDatabase } from "../prisma/src/connections/open-database.ts";
import { cpuMs } from "./load/process-usage.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { askProcedure } from "./call-procedure.ts";
import { startExcalibur, type Excalibur } from "./servers.ts";

const EXECUTORS = 20_000;
const ROUNDS = 15;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What the overview, and the first page of the list, cost in an organization with many keys, on the embedded database. */
export async function benchOverview(keys: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-overview-"));
  const storage = { folder };
  await (await startExcalibur(storage)).stop();
  await fill(`file:${join(folder, "excalibur.db")}`, keys);
  const server = await startExcalibur(storage);
  console.log(`${keys} keys, ${EXECUTORS} executors, SQLite. ${describeMachine()}`);
  await measure(server, "overview.get", undefined);
  await measure(server, "apiKeys.list", {});
  await server.stop();
  await rm(folder, { recursive: true });
}

async function measure(server: Excalibur, path: string, input: unknown): Promise<void> {
  const tookMs: number[] = [];
  await askProcedure(server, path, input);
  const before = cpuMs(server.pid);
  for (let round = 0; round < ROUNDS; round++) {
    const startedAt = performance.now();
    await askProcedure(server, path, input);
    tookMs.push(performance.now() - startedAt);
  }
  const cpu = (cpuMs(server.pid) - before) / ROUNDS;
  console.log(`${path}: median ${median(tookMs).toFixed(0)} ms, ${cpu.toFixed(0)} ms of the server's processor`);
}

/** A quarter revoked, a third that expire some day, half never used; ten executors on each key that has any. */
async function fill(url: string, keys: number): Promise<void> {
  const database = await openMigratedDatabase({ url });
  const { client } = database;
  const { id: organizationId } = await client.organization.findFirstOrThrow();
  const nowMs = Date.now();
  const counting = (to: number) => `WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ${to})`;
  await client.$executeRawUnsafe(
    `INSERT INTO api_key (id, organization_id, name, name_folded, secret_hash, hint, created_at, expires_at, revoked_at, first_used_at)
     ${counting(keys)} SELECT printf('key_%026d', i), ?, 'key ' || i, 'key ' || i, 'hash ' || i, 'exc_0000', ${nowMs} - i * 1000,
       CASE WHEN i % 3 = 0 THEN ${nowMs} + (i % 400 - 100) * ${DAY_MS} END,
       CASE WHEN i % 4 = 0 THEN ${nowMs} END, CASE WHEN i % 2 = 0 THEN ${nowMs} - i END FROM c`,
    organizationId,
  );
  await client.$executeRawUnsafe(
    `INSERT INTO key_last_use (key_id, organization_id, at)
     SELECT id, organization_id, first_used_at FROM api_key WHERE first_used_at IS NOT NULL`,
  );
  await client.$executeRawUnsafe(
    `INSERT INTO executor (id, organization_id, name, name_folded, kind, version, first_seen_at, last_seen_at, bound_at, bound_key_id)
     ${counting(EXECUTORS)} SELECT printf('exe_%026d', i), ?, 'executor ' || i, 'executor ' || i, 'agent', '1', ${nowMs}, ${nowMs} - i * 10, ${nowMs},
       printf('key_%026d', 1 + i / 10) FROM c`,
    organizationId,
  );
  await client.$executeRawUnsafe(
    `INSERT INTO key_refusal (key_id, organization_id, at, reason, executor_name)
     SELECT id, organization_id, ${nowMs}, 'key_revoked', 'edge' FROM api_key WHERE revoked_at IS NOT NULL`,
  );
  await database.close();
}
