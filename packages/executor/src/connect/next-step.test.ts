import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SyncOutcome } from "../sync/outcome.ts";
import { decideNextStep, FRESH, type RetryPolicy, type RetryState } from "./next-step.ts";
import { DEFAULT_PACE } from "./pace.ts";

const HALF = 0.5;
const PATIENT: RetryPolicy = { pace: DEFAULT_PACE, exitOnRefusal: false };
const STRICT: RetryPolicy = { pace: DEFAULT_PACE, exitOnRefusal: true };

function synced(nextSyncInMs: number): SyncOutcome {
  const answer = {
    executor: { id: "exe_1", name: "prod-1" },
    organization: { id: "org_1", slug: "acme" },
    key: { id: "key_1", expiresAt: null },
    serverTime: new Date(0),
    nextSyncInMs,
    instructions: [],
  };
  return { kind: "synced", answer };
}
const revoked = (retryAfterMs: number | null = null): SyncOutcome => {
  return { kind: "refused", reason: "key_revoked", message: "Revoked.", retryAfterMs };
};
const paused = (retryAfterMs: number | null): SyncOutcome => {
  return { kind: "refused", reason: "key_paused", message: "Paused.", retryAfterMs };
};
const away = (retryAfterMs: number | null = null): SyncOutcome => {
  return { kind: "unreachable", cause: "no_connection", message: "Away.", retryAfterMs };
};
const invalid: SyncOutcome = { kind: "invalidInput", message: "No." };
const rereadBefore: RetryState = { ...FRESH, keyReread: true };
const wait = (delayMs: number) => ({ kind: "wait", delayMs });

describe("the next step", () => {
  test.each<[string, SyncOutcome, RetryState, RetryPolicy, object]>([
    ["after a success: the server's interval", synced(5000), FRESH, PATIENT, wait(5000)],
    ["after a success: never faster than once a second", synced(-1), FRESH, PATIENT, wait(1000)],
    ["after a success: an interval that is no number is the shortest", synced(Number.NaN), FRESH, PATIENT, wait(1000)],
    ["after a success: at least once an hour", synced(1e12), FRESH, PATIENT, wait(3_600_000)],
    [
      "at a refusal: the key is read again, else a minute",
      revoked(),
      FRESH,
      PATIENT,
      { kind: "rereadKey", ifUnchanged: wait(60_000) },
    ],
    ["at a refusal of a key just read again: a minute", revoked(), rereadBefore, PATIENT, wait(60_000)],
    ["at a refusal with a longer Retry-After: that", revoked(90_000), rereadBefore, PATIENT, wait(90_000)],
    [
      "at a refusal that is to end it: only after the key was read again",
      revoked(),
      FRESH,
      STRICT,
      { kind: "rereadKey", ifUnchanged: { kind: "stop", because: "refused" } },
    ],
    [
      "at a second refusal that is to end it: the end",
      revoked(),
      rereadBefore,
      STRICT,
      { kind: "stop", because: "refused" },
    ],
    ["at a pause that ends soon: until then, and a bit more", paused(20_000), rereadBefore, PATIENT, wait(20_625)],
    ["at a long pause: a minute, as it may end early", paused(3_600_000), rereadBefore, PATIENT, wait(60_000)],
    ["at a pause without Retry-After: a minute", paused(null), rereadBefore, PATIENT, wait(60_000)],
    ["at a pause, though a refusal is to end it: it goes on", paused(20_000), rereadBefore, STRICT, wait(20_625)],
    ["when no server answers: backoff", away(), FRESH, PATIENT, wait(625)],
    ["when no server answers for long: a minute at most", away(), { ...FRESH, failures: 40 }, PATIENT, wait(30_125)],
    ["when no server answers, though a refusal ends the executor: backoff", away(), FRESH, STRICT, wait(625)],
    ["when asked to stay away: that long, and a bit more by chance", away(30_000), FRESH, PATIENT, wait(30_625)],
    ["when asked to stay away for a day: an hour", away(86_400_000), FRESH, PATIENT, wait(3_600_625)],
    [
      "for input the server never accepted: the end",
      invalid,
      FRESH,
      PATIENT,
      { kind: "stop", because: "invalidInput" },
    ],
    ["for input the server accepted before: backoff", invalid, { ...FRESH, everSynced: true }, PATIENT, wait(625)],
  ])("%s", (_, outcome, state, policy, step) => {
    expect(decideNextStep(outcome, state, policy, HALF).step).toEqual(step);
  });

  test("failures are counted until a server answers", () => {
    const second = decideNextStep(away(), decideNextStep(away(), FRESH, PATIENT, HALF).state, PATIENT, HALF);
    expect(second.state.failures).toBe(2);
    expect(decideNextStep(synced(5000), second.state, PATIENT, HALF).state.failures).toBe(0);
    expect(decideNextStep(revoked(), second.state, PATIENT, HALF).state.failures).toBe(0);
  });

  test("no run of answers ever leads to a wait of less than a quarter of a second", () => {
    const outcome = fc.oneof(
      fc.integer().map(synced),
      fc.option(fc.nat()).map(revoked),
      fc.option(fc.nat()).map(paused),
      fc.option(fc.nat()).map(away),
      fc.constant(invalid),
    );
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(outcome, random), { maxLength: 50 }), (answers) => {
        let state = FRESH;
        for (const [answer, chance] of answers) {
          const decision = decideNextStep(answer, state, PATIENT, chance);
          const step = decision.step.kind === "rereadKey" ? decision.step.ifUnchanged : decision.step;
          if (step.kind === "wait") expect(step.delayMs).toBeGreaterThanOrEqual(250);
          state = decision.state;
        }
      }),
    );
  });
});
