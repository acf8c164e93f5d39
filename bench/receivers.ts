import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callProcedure } from "./call-procedure.ts";
import { Churn } from "./load/churn.ts";
import { Executors, executorRequests, type Latencies } from "./load/executors.ts";
import { startFailingReceivers, type FailingReceivers } from "./load/failing-receivers.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { startExcalibur, type Excalibur } from "./servers.ts";

const EXECUTORS = 128;
const WARM_UPS = 30;
const COLUMNS = ["p50", "p90", "p99", "max"] as const;

interface Served {
  readonly executors: Executors;
  readonly churn: Churn;
  readonly rounds: Latencies[];
}

/**
 * What syncs notice while every receiver of an organization is down: two servers in turns, one without channels, one with some,
 * whose messages are tried again and again, while an admin of each makes changes that are told.
 * @param channels each way of failing is a quarter of theirs; an organization may have 20.
 */
export async function benchReceivers(rounds: number, seconds: number, channels: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const receivers = await startFailingReceivers();
  const more = { EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1" };
  const without = await startExcalibur({ folder: join(folder, "without"), more });
  const down = await startExcalibur({ folder: join(folder, "down"), more });
  for (let index = 0; index < channels; index++) await createChannel(down, receivers, index);
  const [calm, failing] = [await serve(without), await serve(down)];
  const triesBefore = receivers.tries();
  for (let round = 0; round < rounds; round++) {
    // One rate for both. What saturates a server is another rate soon, on a machine that others use too.
    const half = (await calm.executors.saturate(seconds)) / 2;
    for (const { executors, churn, rounds: measured } of round % 2 === 0 ? [calm, failing] : [failing, calm]) {
      churn.resume();
      measured.push(await executors.measureLatencies(half, seconds));
      churn.pause();
    }
  }
  const tries = receivers.tries() - triesBefore;
  for (const { executors } of [calm, failing]) executors.disconnect();
  await Promise.all([calm.churn.stop(), failing.churn.stop()]);
  await Promise.all([without.stop(), down.stop()]);
  receivers.close();
  await rm(folder, { recursive: true, force: true });

  const text =
    `${rounds} rounds of ${seconds} s, in turns, two servers at half of what saturated the first just before, by ${EXECUTORS} executors that stay connected; ` +
    `an admin of each creates, rotates and revokes keys meanwhile. One has ${channels} webhooks whose receivers ${receivers.ways.join(", ")}; ` +
    `${tries.toLocaleString("en")} messages came to those that listen. ${describeMachine()}\n\n` +
    tableOf(
      ["a sync, milliseconds", ...COLUMNS, "failed"],
      [
        ["without channels", ...columnsOf(calm.rounds)],
        ["every receiver down", ...columnsOf(failing.rounds)],
        ["times as long, median of the rounds", ...ratios(failing.rounds, calm.rounds), ""],
      ],
    );
  return { id: "receivers", text };
}

async function createChannel(server: Excalibur, { urls }: FailingReceivers, index: number): Promise<void> {
  const receiver = { kind: "webhook", url: urls[index % urls.length] };
  await callProcedure(server, "channels.create", { name: `down ${index}`, receiver, leastLevel: "info" });
}

async function serve(server: Excalibur): Promise<Served> {
  const executors = await Executors.connect(server.url, executorRequests(server, EXECUTORS));
  const churn = new Churn(server);
  await executors.saturate(1);
  await churn.warmUp(WARM_UPS);
  return { executors, churn, rounds: [] };
}

function columnsOf(rounds: readonly Latencies[]): string[] {
  const failed = rounds.reduce((sum, round) => sum + round.failed, 0);
  return [...COLUMNS.map((name) => median(rounds.map((round) => round[name])).toFixed(2)), String(failed)];
}

function ratios(rounds: readonly Latencies[], before: readonly Latencies[]): string[] {
  return COLUMNS.map((name) =>
    median(rounds.map((round, index) => round[name] / (before[index]?.[name] ?? Number.NaN))).toFixed(2),
  );
}
