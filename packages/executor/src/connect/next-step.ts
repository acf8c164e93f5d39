import type { SyncOutcome } from "../sync/outcome.ts";
import { aroundInterval, backoff, type Pace } from "./pace.ts";

/** What earlier attempts left behind. */
export interface RetryState {
  /** Attempts in a row that reached no server able to judge the key. */
  readonly failures: number;
  /** Whether the key was read again since the last wait that followed a refusal. */
  readonly keyReread: boolean;
  /** Whether a sync has succeeded since the process started. */
  readonly everSynced: boolean;
}

export const FRESH: RetryState = { failures: 0, keyReread: false, everSynced: false };

export interface RetryPolicy {
  readonly pace: Pace;
  readonly exitOnRefusal: boolean;
}

type FinalStep =
  | { readonly kind: "wait"; readonly delayMs: number }
  | { readonly kind: "stop"; readonly because: "refused" | "invalidInput" };

/** What to do now. `rereadKey`: if that brings another key, sync with it at once; otherwise do `ifUnchanged`. */
export type NextStep = FinalStep | { readonly kind: "rereadKey"; readonly ifUnchanged: FinalStep };

export interface Decision {
  readonly step: NextStep;
  readonly state: RetryState;
}

/**
 * Decides what follows an attempt to sync.
 * @param random in [0, 1), drawn again for each decision
 */
export function decideNextStep(
  outcome: SyncOutcome,
  state: RetryState,
  { pace, exitOnRefusal }: RetryPolicy,
  random: number,
): Decision {
  switch (outcome.kind) {
    case "synced": {
      const intervalMs = within(outcome.answer.nextSyncInMs, pace.minIntervalMs, pace.maxIntervalMs);
      const next = { failures: 0, keyReread: false, everSynced: true };
      return { step: { kind: "wait", delayMs: aroundInterval(intervalMs, random) }, state: next };
    }
    case "refused": {
      const isPaused = outcome.reason === "key_paused";
      const delayMs = isPaused
        ? pausedDelay(outcome.retryAfterMs, pace, random)
        : Math.max(aroundInterval(pace.refusedRetryMs, random), askedFor(outcome.retryAfterMs, pace));
      // A pause ends by itself: who ended for it would stay away from then on.
      const isEnd = exitOnRefusal && !isPaused;
      const step: FinalStep = isEnd ? { kind: "stop", because: "refused" } : { kind: "wait", delayMs };
      // A key that was replaced a moment ago is the commonest reason to be refused: look once before slowing down.
      if (!state.keyReread) {
        return { step: { kind: "rereadKey", ifUnchanged: step }, state: { ...state, failures: 0, keyReread: true } };
      }
      return { step, state: { ...state, failures: 0 } };
    }
    case "invalidInput":
      // What was accepted before can't be wrong by configuration: then the server changed, and may change back.
      if (!state.everSynced) return { step: { kind: "stop", because: "invalidInput" }, state };
      return retry(state, pace, null, random);
    case "unreachable":
      return retry(state, pace, outcome.retryAfterMs, random);
  }
}

/** The state with which to go on once a wait is over: from then on a refusal is news again. */
export function afterWait(state: RetryState): RetryState {
  return { ...state, keyReread: false };
}

function retry(state: RetryState, pace: Pace, retryAfterMs: number | null, random: number): Decision {
  const failures = state.failures + 1;
  const pauseMs = backoff(failures, pace, random);
  // Spread behind Retry-After, not before it: everyone was given the same number.
  const delayMs = retryAfterMs === null ? pauseMs : askedFor(retryAfterMs, pace) + pauseMs;
  return { step: { kind: "wait", delayMs }, state: { ...state, failures } };
}

/**
 * Until the pause ends, and a bit more by chance, since all executors of the key are told the same instant. At most as long as
 * after any refusal: a pause can be ended early, and nothing tells the executor.
 */
function pausedDelay(retryAfterMs: number | null, pace: Pace, random: number): number {
  const slowly = aroundInterval(pace.refusedRetryMs, random);
  return retryAfterMs === null ? slowly : Math.min(slowly, askedFor(retryAfterMs, pace) + backoff(1, pace, random));
}

function askedFor(retryAfterMs: number | null, pace: Pace): number {
  return Math.min(retryAfterMs ?? 0, pace.maxRetryAfterMs);
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Number.isFinite(value) ? value : least));
}
