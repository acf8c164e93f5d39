import { createHash, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chainedFields, foldName, GENESIS_HASH, type AuditEntry } from "../packages/api/src/server.ts";
import { openMigratedDatabase, writeChange, type Database } from "../prisma/src/index.ts";
import { startPostgres } from "../prisma/src/testing/start-postgres.ts";
import { runChangeOffline } from "../apps/server/src/changes/run-change-offline.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { callProcedure } from "./call-procedure.ts";
import { startExcalibur } from "./servers.ts";

const ORGANIZATION = "org_bench";
const ROUNDS_NOT_COUNTED = 50;

/**
 * What chaining adds to a change: creating a key with its audit row in the chain, beside the same with the same row
 * written without a hash and without the chain's lock. They take turns; the medians count. Beside both, the whole call
 * that makes such a change, as the app makes it over HTTP.
 */
export async function benchAuditChain(changes: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const postgres = await startPostgres({ isDurable: true });
  const variants = {
    SQLite: { folder, databaseUrl: undefined },
    PostgreSQL: { folder: join(folder, "unused"), databaseUrl: postgres.url },
  };
  const rows: string[][] = [];
  for (const [name, { folder: storage, databaseUrl }] of Object.entries(variants)) {
    const database = await openMigratedDatabase({ url: databaseUrl ?? `file:${join(storage, "excalibur.db")}` });
    const { chained, plain } = await takeTurns(database, changes);
    await database.close();
    const call = await timeCalls({ folder: storage, ...(databaseUrl === undefined ? {} : { databaseUrl }) }, changes);
    const added = chained - plain;
    const share = (added / (call - added)) * 100;
    rows.push([name, plain.toFixed(2), chained.toFixed(2), call.toFixed(2), `${share.toFixed(0)} %`]);
  }
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  const head = ["", "ms, row not chained", "ms, chained", "ms, whole call", "the chain adds to the call"];
  return {
    id: "audit-chain",
    text: `${tableOf(head, rows)}\n\nMedian of ${changes} changes each, one after the other. ${describeMachine()}`,
  };
}

/** Milliseconds of `apiKeys.create` over HTTP, the median. */
async function timeCalls(storage: Parameters<typeof startExcalibur>[0], changes: number): Promise<number> {
  const server = await startExcalibur(storage);
  const times: number[] = [];
  for (let number = 1; number <= changes + ROUNDS_NOT_COUNTED; number++) {
    const startedAt = performance.now();
    await callProcedure(server, "apiKeys.create", { name: "bench", target: { kind: "newExecutor" } });
    if (number > ROUNDS_NOT_COUNTED) times.push(performance.now() - startedAt);
  }
  await server.stop();
  return median(times);
}

async function takeTurns(database: Database, changes: number): Promise<{ chained: number; plain: number }> {
  const createdAt = new Date();
  await database.client.organization.create({ data: { id: ORGANIZATION, name: "Bench", slug: "bench", createdAt } });
  await database.client.auditHead.create({ data: { organizationId: ORGANIZATION, sequence: 0, hash: GENESIS_HASH } });
  const runChange = runChangeOffline(database, () => new Date());
  const ways = {
    chained: (entry: AuditEntry) =>
      runChange(async (tx) => {
        await tx.apiKeys.insert(keyOf(entry));
        tx.record(entry);
      }),
    plain: (entry: AuditEntry, number: number) =>
      database.transact(async (client) => {
        const { labels: _labels, owner: _owner, ...key } = keyOf(entry);
        await client.apiKey.create({ data: { ...key, nameFolded: foldName(key.name) } });
        const fields = chainedFields(entry, { id: `aud_${entry.target.id}`, sequence: number, previousHash: "" });
        await writeChange(client, database.dialect, {
          revocations: [],
          keyCounts: [{ organizationId: ORGANIZATION, keys: 1, revoked: 0 }],
          // Where no head is to be moved.
          auditRows: [{ ...fields, organizationId: "org_without_chain", hash: "" }],
          drafts: [],
          invalidation: null,
        });
      }),
  };
  const times = { chained: [] as number[], plain: [] as number[] };
  for (let number = 1; number <= changes + ROUNDS_NOT_COUNTED; number++) {
    for (const way of ["chained", "plain"] as const) {
      const entry = newEntry();
      const startedAt = performance.now();
      await ways[way](entry, number);
      if (number > ROUNDS_NOT_COUNTED) times[way].push(performance.now() - startedAt);
    }
  }
  return { chained: median(times.chained), plain: median(times.plain) };
}

function newEntry(): AuditEntry {
  return {
    organizationId: ORGANIZATION,
    at: new Date(),
    actor: { kind: "user", id: "usr_bench", name: "Ada", email: "ada@example.com", role: "owner" },
    action: "api_key.created",
    target: { kind: "api_key", id: `key_${randomUUID()}`, name: "bench" },
    details: { expiresAt: null, targetExecutorId: null, replacesKeyId: null },
    sourceAddress: "192.0.2.1",
  };
}

function keyOf({ at, target }: AuditEntry) {
  return {
    id: target.id,
    organizationId: ORGANIZATION,
    name: target.name,
    secretHash: createHash("sha256").update(target.id).digest("hex"),
    hint: "exc_a1B2",
    note: "",
    labels: {},
    owner: null,
    createdAt: at,
    createdById: "usr_bench",
    createdByName: "Ada",
    expiresAt: null,
    targetExecutorId: null,
    targetExecutorName: null,
    targetExecutorKind: null,
    revokePrevious: false,
    replacesKeyId: null,
  };
}
