import { expect, test } from "vitest";
import { createRenewalTurns } from "./renewal-turns.ts";

function turns() {
  let nowMs = 0;
  const held = new Set<string>();
  const { take, giveBack } = createRenewalTurns({ monotonicMs: () => nowMs, holds: (keyId) => held.has(keyId) });
  return {
    /** The executors of these numbers, each with a key of its own, sync. @returns those that are told to renew. */
    sync: (executors: readonly number[]) =>
      executors.filter((executor) => {
        held.add(`key_${executor}`);
        return take({ keyId: `key_${executor}`, executorId: `exe_${executor}` });
      }),
    cannotRenew: (executor: number) => giveBack({ keyId: `key_${executor}`, executorId: `exe_${executor}` }),
    renewed: (executor: number) => held.delete(`key_${executor}`),
    pass: (ms: number) => (nowMs += ms),
  };
}

const from = (first: number, count: number) => Array.from({ length: count }, (_, number) => first + number);

test("four executors renew at one time, and each that has renewed makes room for another", () => {
  const { sync, renewed } = turns();
  expect(sync(from(0, 100))).toEqual([0, 1, 2, 3]);
  expect(sync(from(0, 100))).toEqual([0, 1, 2, 3]);
  renewed(1);
  renewed(2);
  expect(sync(from(4, 96))).toEqual([4, 5]);
});

test("executors that are told and renew nothing hold the others up for some seconds only", () => {
  const { sync, pass } = turns();
  expect(sync(from(0, 10))).toHaveLength(4);
  pass(1_900);
  expect(sync(from(4, 6))).toEqual([]);
  pass(100);
  expect(sync(from(4, 6))).toEqual([4, 5, 6, 7]);
});

test("an executor that says that it can't renew makes room at once", () => {
  const { sync, cannotRenew } = turns();
  expect(sync(from(0, 10))).toEqual([0, 1, 2, 3]);
  cannotRenew(2);
  expect(sync(from(4, 6))).toEqual([4]);
});
