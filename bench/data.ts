import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bringOnline } from "./database/fill.ts";
import { startFilledServer } from "./database/filled-servers.ts";
import { idOf } from "./database/ids.ts";
import { measureLastSeen } from "./database/measure-last-seen.ts";
import { startDatabase } from "./database/start-database.ts";
import { describeMachine } from "./machine.ts";
import { tableOf, type Section } from "./report.ts";
import { askProcedure } from "./call-procedure.ts";
import type { Excalibur } from "./servers.ts";

const SMALL = { keys: 10_000, executors: 1_000 };
const CALLS = 100;

interface View {
  readonly path: string;
  readonly input: (call: number) => unknown;
}

/** What people look at, as the console asks for it. */
const VIEWS: Readonly<Record<string, View>> = {
  "keys, first page and counts": { path: "apiKeys.list", input: () => ({}) },
  "keys, a page by name": { path: "apiKeys.list", input: () => ({ sort: { by: "name", direction: "asc" } }) },
  "keys, search by part of a name": { path: "apiKeys.list", input: (call) => ({ search: `d-${1_000 + call * 7}` }) },
  "keys, search by part of an id": {
    path: "apiKeys.list",
    input: (call) => ({ search: idOf("key", 1_000 + call * 7).slice(14, 22) }),
  },
  "keys, by last use": { path: "apiKeys.list", input: () => ({ sort: { by: "lastUsedAt", direction: "desc" } }) },
  "executors, first page": { path: "executors.list", input: () => ({}) },
  overview: { path: "overview.get", input: () => undefined },
};

/**
 * How long lists, searches, counts and the overview take with few keys and with many, on PostgreSQL: two servers, each on
 * a database of its own, take turns. On `BENCH_DATABASE_URL` the databases are left for the next run.
 */
export async function benchData(keys: number, executors: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const postgres = await startDatabase();
  const few = await startFilledServer(postgres.url, SMALL, folder);
  const many = await startFilledServer(postgres.url, { keys, executors }, folder);
  for (const { databaseUrl } of [few, many]) await bringOnline(databaseUrl);

  const rows: string[][] = [];
  for (const [name, view] of Object.entries(VIEWS)) {
    const [small, large] = await measureInTurn([few.excalibur, many.excalibur], view);
    rows.push([name, small.toFixed(1), large.toFixed(1), (large / small).toFixed(2)]);
    console.log(rows.at(-1)?.join(" | "));
  }
  await Promise.all([few, many].map(({ excalibur }) => excalibur.stop()));
  const lastSeen = await measureLastSeen(many.databaseUrl, executors);
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });

  const sizeOf = (size: { keys: number; executors: number }) =>
    `${size.keys.toLocaleString("en")} keys, ${size.executors.toLocaleString("en")} executors`;
  const head = ["p95 in ms", sizeOf(SMALL), sizeOf({ keys, executors }), "ratio"];
  return {
    id: "data",
    text: `${CALLS} calls of each over HTTP, one after the other. ${describeMachine()}\n\n${tableOf(head, rows)}\n\n${lastSeen}`,
  };
}

/** The 95th percentile of each server's times, in milliseconds. */
async function measureInTurn(servers: readonly [Excalibur, Excalibur], view: View): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  // The first tenth is for the server to compile, and for PostgreSQL to have read what it needs.
  for (let call = -CALLS / 10; call < CALLS; call++) {
    for (const at of [0, 1] as const) {
      const startedAt = performance.now();
      await askProcedure(servers[at], view.path, view.input(Math.abs(call)));
      if (call >= 0) times[at].push(performance.now() - startedAt);
    }
  }
  const p95 = (all: number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? Number.NaN;
  return [p95(times[0]), p95(times[1])];
}
