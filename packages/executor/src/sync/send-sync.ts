import type { SyncInput } from "@excalibur/api/contract";
import type { Clock } from "../connect/clock.ts";
import { describeConnectionProblem, describeTimeout } from "./connection-problem.ts";
import type { SyncOutcome } from "./outcome.ts";
import { readAnswer } from "./read-answer.ts";
import type { SyncFetch } from "./sync-fetch.ts";

/** One attempt to sync. */
export interface SyncAttempt {
  /** Address of the server, to which `/v1/sync` is added. */
  readonly url: string;
  readonly input: SyncInput;
  readonly secret: string;
  readonly timeoutMs: number;
  readonly fetch: SyncFetch;
  readonly clock: Clock;
  /** Ends the attempt early. */
  readonly signal: AbortSignal;
}

/** Sends one sync and tells what came of it. Never throws: what goes wrong on the way is an outcome too. */
export async function sendSync(attempt: SyncAttempt): Promise<SyncOutcome> {
  const { clock, timeoutMs } = attempt;
  const call = new AbortController();
  const timer = new AbortController();
  let late = false;
  const giveUp = (): void => call.abort();
  // By hand, not with AbortSignal.any: nothing may be left hanging on a signal that lives as long as the process.
  attempt.signal.addEventListener("abort", giveUp);
  const timed = clock.sleep(timeoutMs, timer.signal).then(() => {
    late = !timer.signal.aborted;
    giveUp();
  });
  try {
    const response = await attempt.fetch(`${attempt.url.replace(/\/+$/, "")}/v1/sync`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${attempt.secret}`,
        "content-type": "application/json",
        accept: "application/json",
      },
      body: JSON.stringify(attempt.input),
      redirect: "manual",
      signal: call.signal,
    });
    const body = await response.text();
    const header = (name: string) => response.headers.get(name);
    return readAnswer({ status: response.status, header, body }, clock.now());
  } catch (error) {
    if (late) {
      return { kind: "unreachable", ...describeTimeout(error, timeoutMs), retryAfterMs: null };
    }
    return { kind: "unreachable", ...describeConnectionProblem(error), retryAfterMs: null };
  } finally {
    attempt.signal.removeEventListener("abort", giveUp);
    timer.abort();
    await timed;
  }
}
