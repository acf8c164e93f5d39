import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Churn } from "./load/churn.ts";
import { measureThroughput } from "./load/closed-loop.ts";
import { executorRequests, measureLatencies, type ExecutorRequests, type Latencies } from "./load/executors.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { startBareServer, startExcalibur } from "./servers.ts";

/** More connections cost the load's process more than the server, and make it late. */
const EXECUTORS = 128;

interface Served extends ExecutorRequests {
  /** Whether the admin is at work meanwhile. They are at the same server, and every server on the same core. */
  readonly withAdmin: boolean;
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
    "`POST /v1/sync`, an admin at work": { url: excalibur.url, requests, withAdmin: true },
    "`POST /v1/sync`, left in peace": { url: excalibur.url, requests, withAdmin: false },
    "bare `node:http`, left in peace": { url: bare.url, requests, withAdmin: false },
  };
  const halves = new Map<string, number>();
  for (const { url, pid } of [excalibur, bare]) {
    const load = {
      url,
      pid,
      connections: EXECUTORS,
      nextRequest: (connection: number) => requests[connection] as Buffer,
    };
    // Not yet compiled, and unknown to the server, at first.
    await measureThroughput(load, { seconds });
    const rates = await repeat(rounds, async () => (await measureThroughput(load, { seconds })).perSecond);
    halves.set(url, median(rates) / 2);
  }
  const halfOf = ({ url }: Served) => halves.get(url) ?? Number.NaN;
  const churn = new Churn(excalibur);
  const latencies = new Map(Object.keys(servers).map((name) => [name, [] as Latencies[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, server] of Object.entries(servers)) {
      if (server.withAdmin) churn.resume();
      else churn.pause();
      latencies.get(name)?.push(await measureLatencies(server, halfOf(server), seconds));
    }
  }
  const changes = await churn.stop();
  await Promise.all([excalibur.stop(), bare.stop()]);
  await rm(folder, { recursive: true, force: true });

  const text =
    `${rounds} rounds of ${seconds} s, in turns, each server at half of what saturates it, by ${EXECUTORS} executors; meanwhile ${changes} ` +
    `by the admin. What the two others show, the machine adds. ${describeMachine()}\n\n` +
    tableOf(
      ["milliseconds", "syncs/s", "p50", "p90", "p99", "p99.9", "max", "failed"],
      Object.entries(servers).map(([name, server]) => [
        name,
        Math.round(halfOf(server)).toLocaleString("en"),
        ...columnsOf(latencies.get(name) ?? []),
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
