import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { askProcedure, type AdminSession } from "./call-procedure.ts";
import { addAnswers, startStrangers, type Answers } from "./load/start-strangers.ts";
import { describeMachine, onSharedCores } from "./machine.ts";
import { median } from "./median.ts";
import { tableOf, type Section } from "./report.ts";
import { MAIN, serverEnvironment, signInAt, startProcess } from "./servers.ts";

const SIGN_INS_AT_ONCE = 300;

/** Measures, in turns, the time of a list for a signed-in user while strangers sign in, 300 at once. */
export async function benchSignedIn(rounds: number, seconds: number): Promise<Section> {
  // Hashing is meant to use what cores are left: on one core there would be none.
  return onSharedCores(async () => {
    const folder = await mkdtemp(join(tmpdir(), "excalibur-bench-"));
    const server = await startProcess(MAIN, [], {
      ...serverEnvironment({ folder }),
      EXCALIBUR_TRUSTED_PROXIES: "loopback",
    });
    const session = { url: server.url, cookie: await signInAt(server.url) };
    await timeLists(session, 1);
    const left: number[] = [];
    const flooded: number[] = [];
    const answers: Answers[] = [];
    for (let round = 0; round < rounds; round++) {
      left.push(...(await timeLists(session, seconds)));
      const strangers = await startStrangers("sign-ins", server.url, SIGN_INS_AT_ONCE);
      flooded.push(...(await timeLists(session, seconds)));
      answers.push(await strangers.stop());
    }
    await server.stop();
    await rm(folder, { recursive: true, force: true });
    const text =
      `${rounds} rounds of ${seconds} s, in turns: one list of keys after the other, and ${SIGN_INS_AT_ONCE} sign-ins at once, again as soon as all are answered, from 200 addresses; they were answered ${addAnswers(answers)}. ` +
      `${describeMachine()} Strangers have a lower priority.\n\n` +
      tableOf(
        ["`apiKeys.list`, milliseconds", "p50", "p90", "p99", "max"],
        [
          ["left in peace", ...columnsOf(left)],
          ["while strangers sign in", ...columnsOf(flooded)],
          ["times as long", ...ratios(flooded, left)],
        ],
      );
    return { id: "signed-in", text };
  });
}

/** One after the other, for so long. @returns milliseconds of each. */
async function timeLists(session: AdminSession, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const endAt = performance.now() + seconds * 1_000;
  while (performance.now() < endAt) {
    const startedAt = performance.now();
    await askProcedure(session, "apiKeys.list", {});
    times.push(performance.now() - startedAt);
  }
  return times;
}

function percentiles(times: readonly number[]): number[] {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return [median(times), at(0.9), at(0.99), at(1)];
}

function columnsOf(times: readonly number[]): string[] {
  return percentiles(times).map((each) => each.toFixed(2));
}

function ratios(times: readonly number[], before: readonly number[]): string[] {
  const divisors = percentiles(before);
  return percentiles(times).map((each, index) => (each / (divisors[index] ?? Number.NaN)).toFixed(2));
}
