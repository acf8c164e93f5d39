import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measureThroughput } from "./load/closed-loop.ts";
import { fleetLoad } from "./load/fleet-load.ts";
import { measureLatencies, type Latencies } from "./load/open-loop.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { startChurn } from "./peers/churn.ts";
import { tableOf, type Section } from "./report.ts";
import { startBareServer, startExcalibur } from "./servers.ts";

const EXECUTORS = 1_000;
const OURS = "`POST /v1/sync`";
const BARE = "bare `node:http`, left in peace";

/**
 * How long a sync takes while 1,000 executors keep the server half busy and admins revoke, rotate and list: requests are
 * sent when they are due, and a latency counts from then.
 */
export async function benchLatency(rounds: number, seconds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const excalibur = await startExcalibur({ folder });
  const load = fleetLoad(excalibur, EXECUTORS);
  await measureThroughput(load, { requests: 10 * EXECUTORS });
  const saturation = median(await repeat(rounds, async () => (await measureThroughput(load, { seconds })).perSecond));
  const bare = await startBareServer();
  const bareLoad = { ...load, url: bare.url, pid: bare.pid };
  await measureThroughput(bareLoad, { requests: 10 * EXECUTORS });
  const churn = startChurn(excalibur);
  const latencies: Record<string, Latencies[]> = { [OURS]: [], [BARE]: [] };
  for (let round = 0; round < rounds; round++) {
    latencies[OURS]?.push(await measureLatencies(load, saturation / 2, seconds));
    latencies[BARE]?.push(await measureLatencies(bareLoad, saturation / 2, seconds));
  }
  const changes = await churn.stop();
  await Promise.all([excalibur.stop(), bare.stop()]);
  await rm(folder, { recursive: true, force: true });

  const text =
    `${rounds} rounds of ${seconds} s at ${Math.round(saturation / 2).toLocaleString("en")} syncs/s, half of what saturates the server, ` +
    `by ${EXECUTORS.toLocaleString("en")} executors; meanwhile ${changes}. The bare server, at the same rate and in turn, shows what the machine adds. ${describeMachine()}\n\n` +
    tableOf(
      ["milliseconds", "p50", "p90", "p99", "p99.9", "max", "failed"],
      Object.entries(latencies).map(([name, all]) => [name, ...columnsOf(all)]),
    );
  return { id: "latency", text };
}

/** The medians of the rounds, and how many requests failed in all. */
function columnsOf(rounds: readonly Latencies[]): string[] {
  const names = ["p50", "p90", "p99", "p999", "max"] as const;
  const failed = rounds.reduce((sum, one) => sum + one.failed, 0);
  return [...names.map((name) => median(rounds.map((one) => one[name])).toFixed(2)), String(failed)];
}

async function repeat<Result>(rounds: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < rounds; round++) results.push(await work());
  return results;
}
