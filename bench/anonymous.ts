import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Executors, executorRequests, type Latencies } from "./load/executors.ts";
import { addAnswers, startStrangers, type Answers } from "./load/start-strangers.ts";
import { describeMachine } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { startExcalibur } from "./servers.ts";

const EXECUTORS = 64;
const SYNCS_A_SECOND = 500;
const BODIES_A_SECOND = 30;

/** What syncs notice of strangers who send large bodies: latencies with and without them, in turns. */
export async function benchAnonymous(rounds: number, seconds: number): Promise<Section> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
  const excalibur = await startExcalibur({ folder });
  const executors = await Executors.connect(excalibur.url, executorRequests(excalibur, EXECUTORS));
  await executors.saturate(2);
  const left: Latencies[] = [];
  const flooded: Latencies[] = [];
  const answers: Answers[] = [];
  for (let round = 0; round < rounds; round++) {
    left.push(await executors.measureLatencies(SYNCS_A_SECOND, seconds));
    const strangers = await startStrangers("bodies", excalibur.url, BODIES_A_SECOND);
    flooded.push(await executors.measureLatencies(SYNCS_A_SECOND, seconds));
    answers.push(await strangers.stop());
  }
  executors.disconnect();
  await excalibur.stop();
  await rm(folder, { recursive: true, force: true });

  return {
    id: "anonymous",
    text:
      `${rounds} rounds of ${seconds} s, in turns: ${SYNCS_A_SECOND} syncs a second, and ${BODIES_A_SECOND} bodies of 250 kB a second in five shapes to six endpoints by callers unknown to the server; they were answered ${addAnswers(answers)}. ` +
      `${describeMachine()} Strangers have a lower priority.\n\n` +
      tableOf(
        ["milliseconds", "p50", "p90", "p99", "p99.9", "max", "failed"],
        [
          ["left in peace", ...columnsOf(left)],
          ["with large bodies of strangers", ...columnsOf(flooded)],
        ],
      ),
  };
}

function columnsOf(rounds: readonly Latencies[]): string[] {
  const names = ["p50", "p90", "p99", "p999", "max"] as const;
  const failed = rounds.reduce((sum, one) => sum + one.failed, 0);
  return [...names.map((name) => median(rounds.map((one) => one[name])).toFixed(2)), String(failed)];
}
