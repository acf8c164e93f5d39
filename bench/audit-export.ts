import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openDatabase } from "../prisma/src/index.ts";
import { startPostgres } from "../prisma/src/testing/start-postgres.ts";
import { describeMachine } from "./machine.ts";
import { tableOf, type Section } from "./report.ts";
import { startExcalibur } from "./servers.ts";

const ROWS_AT_ONCE = 100_000;
const LOOK_EVERY_MS = 20;
const ABORT_AFTER_BYTES = 10_000_000;
/** A reader that takes what comes at once, now and then. */
const SLOW = { pauseMs: 50, stopAfterBytes: 30_000_000 };

interface Reading {
  /** The reader stops after this many bytes and closes the connection. */
  readonly stopAfterBytes?: number;
  /** Waited after everything that comes. */
  readonly pauseMs?: number;
}

/** Memory and time of exporting a long audit log, and whether the server stops when its reader goes away. Linux. */
export async function benchAuditExport(rows: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const postgres = await startPostgres();
  const sqlite = await measureExports("SQLite", { folder }, rows);
  const shared = await measureExports(
    "PostgreSQL",
    { folder: join(folder, "unused"), databaseUrl: postgres.url },
    rows,
  );
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  const table = tableOf(
    ["", "format", "MB", "s", "rows a second", "peak MB above idle"],
    [...sqlite.results, ...shared.results],
  );
  const text =
    `${table}\n\n${rows.toLocaleString("en")} rows, or as many as came before the slow reader went away. ` +
    `The servers idle at ${sqlite.idle.toFixed(0)} and ${shared.idle.toFixed(0)} MB. In the 3 s after a reader went away they used ` +
    `${percent(sqlite.busy)} and ${percent(shared.busy)} of a core. ${describeMachine()}`;
  return { id: "audit-export", text };
}

async function measureExports(name: string, storage: Parameters<typeof startExcalibur>[0], rows: number) {
  await (await startExcalibur(storage)).stop();
  await fillLog(storage.databaseUrl ?? `file:${join(storage.folder, "excalibur.db")}`, rows);
  const server = await startExcalibur(storage);
  const read = (format: string, reading: Reading = {}) =>
    readExport(`${server.url}/api/audit/export?format=${format}`, server.cookie, reading);
  await read("jsonl", { stopAfterBytes: ABORT_AFTER_BYTES });
  await sleep(2_000);
  const idle = await residentMegabytes(server.pid);

  const results: string[][] = [];
  for (const [format, reading] of [["jsonl"], ["csv"], ["jsonl", SLOW]] as [string, Reading?][]) {
    const watch = watchMemory(server.pid);
    const startedAt = performance.now();
    const bytes = await read(format, reading);
    const seconds = (performance.now() - startedAt) / 1_000;
    const peak = await watch.stop();
    const pace = reading === undefined ? Math.round(rows / seconds).toLocaleString("en") : "";
    const how = reading === undefined ? format : `${format}, read slowly`;
    results.push([name, how, (bytes / 1e6).toFixed(0), seconds.toFixed(1), pace, (peak - idle).toFixed(0)]);
  }
  await read("jsonl", { stopAfterBytes: ABORT_AFTER_BYTES });
  const before = await cpuTicks(server.pid);
  await sleep(3_000);
  const busy = ((await cpuTicks(server.pid)) - before) / 300;
  await server.stop();
  return { idle, results, busy };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}

/** Copies the first row again and again, in the database: content does not matter here, and hashes are not checked. */
async function fillLog(url: string, rows: number): Promise<void> {
  const database = await openDatabase({ url });
  for (let first = 10; first < rows; first += ROWS_AT_ONCE) {
    const last = Math.min(rows, first + ROWS_AT_ONCE - 1);
    await database.client.$executeRawUnsafe(`
      WITH RECURSIVE n(i) AS (SELECT ${first} UNION ALL SELECT i + 1 FROM n WHERE i < ${last})
      INSERT INTO audit_row
      SELECT 'aud_' || i, organization_id, i, at, actor_kind, actor_id, actor_name, actor_email, actor_role, action, target_kind,
        target_id, target_name, details, source_address, hash, hash
      FROM n, (SELECT * FROM audit_row WHERE sequence = 1) AS sample`);
  }
  await database.client.auditHead.updateMany({ data: { sequence: rows } });
  await database.close();
}

/** Reads an export, or its beginning. @returns how many bytes it read. */
async function readExport(
  url: string,
  cookie: string,
  { stopAfterBytes = Infinity, pauseMs = 0 }: Reading,
): Promise<number> {
  const response = await fetch(url, { headers: { cookie } });
  if (!response.ok || response.body === null) throw new Error(`the export was answered with ${response.status}`);
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes >= stopAfterBytes) break;
    if (pauseMs > 0) await sleep(pauseMs);
  }
  return bytes;
}

function watchMemory(pid: number): { stop: () => Promise<number> } {
  let peak = 0;
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      peak = Math.max(peak, await residentMegabytes(pid));
      await sleep(LOOK_EVERY_MS);
    }
  })();
  return {
    stop: async () => {
      over.abort();
      await watching;
      return peak;
    },
  };
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_000;
}

/** Processor time used so far, in hundredths of a second. */
async function cpuTicks(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, "utf8")).split(") ")[1]?.split(" ") ?? [];
  return Number(fields[11]) + Number(fields[12]);
}
