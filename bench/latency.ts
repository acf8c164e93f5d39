import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Churn } from "./load/churn.ts";
import { Executors, executorRequests, type Latencies } from "./load/executors.ts";
import { handlerTimeMs, readHandlerTimes } from "./load/handler-times.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { startBareServer, startExcalibur } from "./servers.ts";

/** More connections cost the load's process more than the server, and make it late. */
const EXECUTORS = 128;
/** As many as an admin makes in 50 s. */
const WARM_UPS = 100;

interface Served {
  readonly executors: Executors;
  /** Whether the admin is at work meanwhile. They are at the same server, and every server on the same core. */
  readonly withAdmin: boolean;
}

interface Measured {
  /** Requests a second. */
  readonly half: number;
  readonly latencies: Latencies;
}

/**
 * How long a sync takes while executors, each over its own connection, keep the server half busy and admins revoke,
 * rotate and list: requests are sent when they are due, and a latency counts from then.
 */
export async function benchLatency(rounds: number, seconds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const excalibur = await startExcalibur({ folder });
  const bare = await startBareServer();
  const requests = executorRequests(excalibur, EXECUTORS);
  const ours = await Executors.connect(excalibur.url, requests);
  const theirs = await Executors.connect(bare.url, requests);
  const servers: Record<string, Served> = {
    "`POST /v1/sync`, an admin at work": { executors: ours, withAdmin: true },
    "`POST /v1/sync`, left in peace": { executors: ours, withAdmin: false },
    "bare `node:http`, left in peace": { executors: theirs, withAdmin: false },
  };
  const churn = new Churn(excalibur);
  // Not yet compiled, and unknown to the server, at first: what executors ask, and what the admin does.
  for (const { executors } of Object.values(servers)) await executors.saturate(seconds);
  await churn.warmUp(WARM_UPS);
  const inside: number[] = [];
  const measured = new Map(Object.keys(servers).map((name) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, { executors, withAdmin }] of Object.entries(servers)) {
      // Just before: what saturates a server is another rate soon, on a machine that others use too.
      const half = (await executors.saturate(seconds)) / 2;
      if (withAdmin) churn.resume();
      const before = await readHandlerTimes(excalibur.url);
      const latencies = await executors.measureLatencies(half, seconds);
      if (executors === ours && !withAdmin)
        inside.push(handlerTimeMs(before, await readHandlerTimes(excalibur.url), 0.99));
      churn.pause();
      measured.get(name)?.push({ half, latencies });
    }
  }
  ours.disconnect();
  theirs.disconnect();
  const changes = await churn.stop();
  await Promise.all([excalibur.stop(), bare.stop()]);
  await rm(folder, { recursive: true, force: true });

  const text =
    `${rounds} rounds of ${seconds} s, in turns, each server at half of what saturated it just before, by ${EXECUTORS} executors that stay connected; meanwhile ${changes} ` +
    `by the admin. What the two others show, the machine adds. Inside the server, from the head of a request to its answer, 99 of 100 syncs that it was left in peace with took at most ${median(inside)} ms (median of the rounds, by excalibur_sync_handler_seconds). ${describeMachine()}\n\n` +
    tableOf(
      ["milliseconds", "syncs/s", "p50", "p90", "p99", "p99.9", "max", "failed"],
      [...measured].map(([name, rounds]) => [name, ...columnsOf(rounds)]),
    );
  return { id: "latency", text };
}

/** The medians of the rounds, and how many requests failed in all. */
function columnsOf(rounds: readonly Measured[]): string[] {
  const names = ["p50", "p90", "p99", "p999", "max"] as const;
  const failed = rounds.reduce((sum, { latencies }) => sum + latencies.failed, 0);
  const rate = Math.round(median(rounds.map(({ half }) => half))).toLocaleString("en");
  const times = names.map((name) => median(rounds.map(({ latencies }) => latencies[name])).toFixed(2));
  return [rate, ...times, String(failed)];
}
