import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Churn } from "./load/churn.ts";
import { executorRequests, measureLatencies, measureSaturation, type Latencies } from "./load/executors.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { startBareServer, startExcalibur } from "./servers.ts";

/** More connections cost the load's process more than the server, and make it late. */
const EXECUTORS = 128;
const OURS = "`POST /v1/sync`";
const BARE = "bare `node:http`, left in peace";

/**
 * How long a sync takes while executors, each over its own connection, keep the server half busy and admins revoke,
 * rotate and list: requests are sent when they are due, and a latency counts from then.
 */
export async function benchLatency(rounds: number, seconds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const excalibur = await startExcalibur({ folder });
  const bare = await startBareServer();
  const requests = executorRequests(excalibur, EXECUTORS);
  const servers = { [OURS]: { url: excalibur.url, requests }, [BARE]: { url: bare.url, requests } };
  const halves: Record<string, number> = {};
  for (const [name, server] of Object.entries(servers)) {
    // Not yet compiled, and unknown to the server, at first.
    await measureSaturation(server, seconds);
    halves[name] = median(await repeat(rounds, () => measureSaturation(server, seconds))) / 2;
  }
  const churn = new Churn(excalibur);
  const latencies: Record<string, Latencies[]> = { [OURS]: [], [BARE]: [] };
  for (let round = 0; round < rounds; round++) {
    latencies[OURS]?.push(await measureLatencies(servers[OURS], halves[OURS] ?? 0, seconds));
    // They share a core.
    churn.pause();
    latencies[BARE]?.push(await measureLatencies(servers[BARE], halves[BARE] ?? 0, seconds));
    churn.resume();
  }
  const changes = await churn.stop();
  await Promise.all([excalibur.stop(), bare.stop()]);
  await rm(folder, { recursive: true, force: true });

  const text =
    `${rounds} rounds of ${seconds} s, each server at half of what saturates it, by ${EXECUTORS} executors; meanwhile ${changes} ` +
    `at the first. The bare server, in turn, shows what the machine adds. ${describeMachine()}\n\n` +
    tableOf(
      ["milliseconds", "syncs/s", "p50", "p90", "p99", "p99.9", "max", "failed"],
      Object.entries(latencies).map(([name, all]) => [
        name,
        Math.round(halves[name] ?? 0).toLocaleString("en"),
        ...columnsOf(all),
      ]),
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
