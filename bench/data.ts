import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fillDatabase } from "./database/fill.ts";
import { measureLastSeen } from "./database/measure-last-seen.ts";
import { startDatabase } from "./database/start-database.ts";
import { describeMachine } from "./machine.ts";
import { tableOf, type Section } from "./report.ts";
import { askProcedure, startExcalibur, type Excalibur } from "./servers.ts";

const SMALL = { keys: 10_000, executors: 1_000 };
const CALLS = 200;

/** What people look at, as the console asks for it. */
const VIEWS: Readonly<Record<string, { path: string; input: (call: number) => unknown }>> = {
  "keys, first page and counts": { path: "apiKeys.list", input: () => ({}) },
  "keys, a page by name": { path: "apiKeys.list", input: () => ({ sort: { by: "name", direction: "asc" } }) },
  "keys, search by part of a name": { path: "apiKeys.list", input: (call) => ({ search: `d-${1_000 + call * 7}` }) },
  "keys, search by part of an id": {
    path: "apiKeys.list",
    input: (call) => ({ search: (1_000 + call * 7).toString(16).padStart(8, "0") }),
  },
  "keys, by last use": { path: "apiKeys.list", input: () => ({ sort: { by: "lastUsedAt", direction: "desc" } }) },
  "executors, first page": { path: "executors.list", input: () => ({}) },
  overview: { path: "overview.get", input: () => undefined },
};

/** How long lists, searches, counts and the overview take with few keys and with many, on PostgreSQL. */
export async function benchData(keys: number, executors: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const database = await startDatabase();
  const excalibur = await startExcalibur({ folder, databaseUrl: database.url });
  await fillDatabase(database.url, { keys: 0, executors: 0 }, SMALL);
  const few = await measureViews(excalibur);
  await fillDatabase(database.url, SMALL, { keys, executors });
  const many = await measureViews(excalibur);
  const lastSeen = await measureLastSeen(database.url, executors);
  await excalibur.stop();
  await database.stop();
  await rm(folder, { recursive: true, force: true });

  const rows = Object.keys(VIEWS).map((name) => {
    const [small = Number.NaN, large = Number.NaN] = [few.get(name), many.get(name)];
    return [name, small.toFixed(1), large.toFixed(1), (large / small).toFixed(2)];
  });
  const head = ["p95 in ms", SMALL.keys.toLocaleString("en"), `${keys.toLocaleString("en")} keys`, "ratio"];
  return {
    id: "data",
    text: `${CALLS} calls of each over HTTP, one after the other. ${describeMachine()}\n\n${tableOf(head, rows)}\n\n${lastSeen}`,
  };
}

async function measureViews(excalibur: Excalibur): Promise<Map<string, number>> {
  const p95 = new Map<string, number>();
  for (const [name, { path, input }] of Object.entries(VIEWS)) {
    const times: number[] = [];
    // The first tenth is for the server to compile, and for PostgreSQL to have read what it needs.
    for (let call = -CALLS / 10; call < CALLS; call++) {
      const startedAt = performance.now();
      await askProcedure(excalibur, path, input(Math.abs(call)));
      if (call >= 0) times.push(performance.now() - startedAt);
    }
    times.sort((a, b) => a - b);
    p95.set(name, times[Math.floor(times.length * 0.95)] ?? Number.NaN);
  }
  return p95;
}
