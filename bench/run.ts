/**
 * Measures the server beside a bare `node:http` that answers the same bytes, in one run: the two take turns, the median
 * of the rounds counts. Absolute numbers depend on the machine; the ratio hardly does.
 *
 *   npm run bench             10 rounds of 5 s
 *   npm run bench -- 3 2      3 rounds of 2 s
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBareServer, startExcalibur } from "./servers.ts";
import { measure, type Load } from "./load.ts";
import { median } from "./median.ts";
import { measureStart } from "./start-up.ts";

const rounds = Number(process.argv[2] ?? 10);
const seconds = Number(process.argv[3] ?? 5);

const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
const excalibur = await startExcalibur(folder);
const bare = await startBareServer();
const input = { name: "bench-1", kind: "agent", version: "1.0.0" };
const authorization = `Bearer ${excalibur.secret}`;

const loads: Record<string, Load> = {
  "bare node:http": { url: bare.url, body: JSON.stringify(input), authorization },
  "POST /v1/sync, warm": { url: `${excalibur.url}/v1/sync`, body: JSON.stringify(input), authorization },
  "executor.sync over tRPC, warm": {
    url: `${excalibur.url}/trpc/executor.sync`,
    body: JSON.stringify({ json: input }),
    authorization,
  },
};
const results = new Map(Object.keys(loads).map((name) => [name, [] as number[]]));
for (const load of Object.values(loads)) await measure(load, 1);
for (let round = 0; round < rounds; round++) {
  for (const [name, load] of Object.entries(loads)) results.get(name)?.push(await measure(load, seconds));
}
await Promise.all([excalibur.stop(), bare.stop()]);
const startMs = await measureStart(folder, rounds);
await rm(folder, { recursive: true, force: true });

const base = median(results.get("bare node:http") ?? []);
console.log(`${rounds} rounds of ${seconds} s, 32 connections, Node ${process.versions.node}\n`);
console.log("| what | requests/s (median) | of bare |\n| --- | ---: | ---: |");
for (const [name, rates] of results) {
  console.log(`| ${name} | ${Math.round(median(rates))} | ${(median(rates) / base).toFixed(2)} |`);
}
console.log(`\nThe server's process is ready ${Math.round(startMs)} ms after it was started (median of ${rounds}).`);
