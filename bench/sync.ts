import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, type Load } from "./load.ts";
import { median } from "./median.ts";
import { startBareServer, startExcalibur } from "./servers.ts";
import { measureStart } from "./start-up.ts";

/**
 * Measures warm syncs beside a bare `node:http` that answers the same bytes, in one run: they take turns, the median of
 * the rounds counts. Absolute numbers depend on the machine; the ratio hardly does.
 */
export async function benchSync(rounds: number, seconds: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const excalibur = await startExcalibur(folder);
  const bare = await startBareServer();
  const input = { name: "bench-1", kind: "agent", version: "1.0.0" };
  const authorization = `Bearer ${excalibur.secret}`;
  const plain = JSON.stringify(input);
  const loads: Record<string, Load> = {
    "bare node:http": { url: bare.url, body: plain, authorization },
    "POST /v1/sync, warm": { url: `${excalibur.url}/v1/sync`, body: plain, authorization },
    "executor.sync over tRPC, warm": {
      url: `${excalibur.url}/trpc/executor.sync`,
      body: JSON.stringify({ json: input }),
      authorization,
    },
  };
  const rates = await takeTurns(loads, rounds, seconds);
  await Promise.all([excalibur.stop(), bare.stop()]);
  const startMs = await measureStart(folder, rounds);
  await rm(folder, { recursive: true, force: true });

  const base = median(rates.get("bare node:http") ?? []);
  console.log(`${rounds} rounds of ${seconds} s, 32 connections, Node ${process.versions.node}\n`);
  console.log("| what | requests/s (median) | of bare |\n| --- | ---: | ---: |");
  for (const [name, all] of rates) {
    console.log(`| ${name} | ${Math.round(median(all))} | ${(median(all) / base).toFixed(2)} |`);
  }
  console.log(`\nThe server's process is ready ${Math.round(startMs)} ms after it was started (median of ${rounds}).`);
}

async function takeTurns(loads: Record<string, Load>, rounds: number, seconds: number): Promise<Map<string, number[]>> {
  const rates = new Map(Object.keys(loads).map((name) => [name, [] as number[]]));
  for (const load of Object.values(loads)) await measure(load, 1);
  for (let round = 0; round < rounds; round++) {
    for (const [name, load] of Object.entries(loads)) rates.get(name)?.push(await measure(load, seconds));
  }
  return rates;
}
