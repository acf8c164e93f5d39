import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Churn } from "./load/churn.ts";
import { measureThroughput } from "./load/closed-loop.ts";
import { executorRequests, measureLatencies, type Latencies } from "./load/executors.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { startBareServer, startExcalibur, type Running } from "./servers.ts";

/** More connections cost the load's process more than the server, and make it late. */
const EXECUTORS = 128;
/** As many as an admin makes in 50 s. */
const WARM_UPS = 100;

interface Served {
  readonly running: Running;
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
  const servers: Record<string, Served> = {
    "`POST /v1/sync`, an admin at work": { running: excalibur, withAdmin: true },
    "`POST /v1/sync`, left in peace": { running: excalibur, withAdmin: false },
    "bare `node:http`, left in peace": { running: bare, withAdmin: false },
  };
  const saturate = async ({ url, pid }: Running) => {
    const nextRequest = (connection: number) => requests[connection] as Buffer;
    return (await measureThroughput({ url, pid, connections: EXECUTORS, nextRequest }, { seconds })).perSecond;
  };
  const churn = new Churn(excalibur);
  // Not yet compiled, and unknown to the server, at first: what executors ask, and what the admin does.
  for (const { running } of Object.values(servers)) await saturate(running);
  await churn.warmUp(WARM_UPS);
  const measured = new Map(Object.keys(servers).map((name) => [name, [] as Measured[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, { running, withAdmin }] of Object.entries(servers)) {
      // Just before: what saturates a server is another rate soon, on a machine that others use too.
      const half = (await saturate(running)) / 2;
      if (withAdmin) churn.resume();
      const latencies = await measureLatencies({ url: running.url, requests }, half, seconds);
      churn.pause();
      measured.get(name)?.push({ half, latencies });
    }
  }
  const changes = await churn.stop();
  await Promise.all([excalibur.stop(), bare.stop()]);
  await rm(folder, { recursive: true, force: true });

  const text =
    `${rounds} rounds of ${seconds} s, in turns, each server at half of what saturated it just before, by ${EXECUTORS} executors; meanwhile ${changes} ` +
    `by the admin. What the two others show, the machine adds. ${describeMachine()}\n\n` +
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
