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
import { startExcalibur } from "./servers.ts";

const EXECUTORS = 1_000;

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
  const churn = startChurn(excalibur);
  const latencies = await repeat(rounds, () => measureLatencies(load, saturation / 2, seconds));
  const changes = await churn.stop();
  await excalibur.stop();
  await rm(folder, { recursive: true, force: true });

  const column = (name: keyof Latencies) => median(latencies.map((one) => one[name])).toFixed(2);
  const text =
    `${rounds} rounds of ${seconds} s at ${Math.round(saturation / 2).toLocaleString("en")} syncs/s, half of what saturates the server, ` +
    `by ${EXECUTORS.toLocaleString("en")} executors; meanwhile ${changes}. ${describeMachine()}\n\n` +
    tableOf(
      ["milliseconds", "p50", "p90", "p99", "p99.9", "max", "failed"],
      [
        [
          "`POST /v1/sync`",
          column("p50"),
          column("p90"),
          column("p99"),
          column("p999"),
          column("max"),
          String(latencies.reduce((sum, { failed }) => sum + failed, 0)),
        ],
      ],
    );
  return { id: "latency", text };
}

async function repeat<Result>(rounds: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let round = 0; round < rounds; round++) results.push(await work());
  return results;
}
