import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EXECUTOR_FACETS, KEY_FACETS } from "@excalibur/api/contract";
import { askProcedure } from "./call-procedure.ts";
import { bringOnline } from "./database/fill.ts";
import { startFilledServer } from "./database/filled-servers.ts";
import { startDatabase } from "./database/start-database.ts";
import { describeMachine } from "./machine.ts";
import { tableOf, type Section } from "./report.ts";
import type { Excalibur } from "./servers.ts";

const SMALL = { keys: 10_000, executors: 1_000 };
const CALLS = 40;

/** A label that a third of the keys have, and a third of the executors. */
const LABEL = "env=prod";
/** Two labels that a third of the keys have each, and no key has both. */
const OF_NO_KEY = { labels: [LABEL, "env=dev"], ownerId: "none" };

/** What is asked besides a facet. */
const ASKED = [
  { of: "keys", procedure: "apiKeys.facet", facets: KEY_FACETS, filter: {} },
  { of: "executors", procedure: "executors.facet", facets: EXECUTOR_FACETS, filter: {} },
  { of: "keys with a label", procedure: "apiKeys.facet", facets: KEY_FACETS, filter: { facets: { labels: [LABEL] } } },
  { of: "active keys", procedure: "apiKeys.facet", facets: KEY_FACETS, filter: { status: "active" } },
  { of: "keys with three filters", procedure: "apiKeys.facet", facets: KEY_FACETS, filter: { facets: OF_NO_KEY } },
  { of: "executors with a label", procedure: "executors.facet", facets: EXECUTOR_FACETS, filter: { labels: [LABEL] } },
] as const;

/** How long each facet with all its counts takes over HTTP, with few keys and with many, also under filters: two servers take turns. */
export async function benchFacets(keys: number, executors: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const postgres = await startDatabase();
  const few = await startFilledServer(postgres.url, SMALL, folder);
  const many = await startFilledServer(postgres.url, { keys, executors }, folder);
  for (const { databaseUrl } of [few, many]) await bringOnline(databaseUrl);

  const rows: string[][] = [];
  const asked = ASKED.flatMap(({ of, procedure, facets, filter }) =>
    facets.map((facet) => ({ name: `${of}: ${facet}`, procedure, input: { facet, ...filter } })),
  );
  for (const { name, procedure, input } of asked) {
    const small: number[] = [];
    const large: number[] = [];
    for (let call = 0; call < CALLS; call++) {
      small.push(await timeOf(few.excalibur, procedure, input));
      large.push(await timeOf(many.excalibur, procedure, input));
    }
    const [ofFew, ofMany] = [p95(small), p95(large)];
    const first = large[0] ?? Number.NaN;
    rows.push([name, ...[ofFew, ofMany].map((ms) => ms.toFixed(1)), (ofMany / ofFew).toFixed(2), first.toFixed(1)]);
    console.log(rows.at(-1)?.join(" | "));
  }
  await Promise.all([few, many].map(({ excalibur }) => excalibur.stop()));
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });

  const sizeOf = (size: { keys: number; executors: number }) =>
    `${size.keys.toLocaleString("en")} keys, ${size.executors.toLocaleString("en")} executors`;
  const head = ["p95 in ms", sizeOf(SMALL), sizeOf({ keys, executors }), "ratio", "its first call"];
  const text = `${CALLS} calls each, over HTTP, one at a time. ${describeMachine()}\n\n${tableOf(head, rows)}`;
  return { id: "facets", text };
}

async function timeOf(excalibur: Excalibur, procedure: string, input: object): Promise<number> {
  const startedAt = performance.now();
  await askProcedure(excalibur, procedure, input);
  return performance.now() - startedAt;
}

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;
}
