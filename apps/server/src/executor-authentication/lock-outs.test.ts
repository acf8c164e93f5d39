import type { LockOutClaim } from "@excalibur/api/server";
import { expect, test } from "vitest";
import { LockOuts } from "./lock-outs.ts";

const HEADER = "org_01jx5v7m2q8r9s0t1v2w3x4y5z/key_01jx5v7m2q8r9s0t1v2w3x4y5z";

function collect() {
  const written: string[] = [];
  let nowMs = 0;
  const lockOuts = new LockOuts({
    monotonicMs: () => nowMs,
    write: (claims: readonly LockOutClaim[]) =>
      Promise.resolve(void written.push(...claims.map(({ executorName }) => executorName))),
    onWriteFailed: (error) => {
      throw error;
    },
  });
  const note = (names: readonly string[], sourceAddress: string) => {
    for (const name of names) {
      const request = { name, kind: "agent" as const, version: "1.0.0" };
      lockOuts.note({ request, now: new Date(nowMs), sourceAddress }, HEADER);
    }
  };
  return { written, lockOuts, note, pass: (ms: number) => (nowMs += ms) };
}

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, number) => `${prefix}-${number}`);

test("one address names 1,000 executors in an hour, and another address still names its own", async () => {
  const { written, lockOuts, note, pass } = collect();
  for (let round = 0; round < 3; round++) {
    note(names(`round-${round}`, 500), "192.0.2.1");
    await lockOuts.flush();
    pass(1_000);
  }
  expect(written).toHaveLength(1_000);
  note(["web-1"], "192.0.2.2");
  await lockOuts.flush();
  expect(written.at(-1)).toBe("web-1");
  pass(60 * 60 * 1_000);
  note(["web-2"], "192.0.2.1");
  await lockOuts.flush();
  expect(written.at(-1)).toBe("web-2");
});

test("1,000 claims wait for a write, and an executor is written once a minute", async () => {
  const { written, lockOuts, note, pass } = collect();
  for (let address = 0; address < 3; address++) note(names(`of-${address}`, 500), `192.0.2.${address}`);
  await lockOuts.flush();
  expect(written).toHaveLength(1_000);
  pass(30_000);
  note(["of-0-1"], "192.0.2.0");
  await lockOuts.flush();
  expect(written).toHaveLength(1_000);
  pass(31_000);
  note(["of-0-1"], "192.0.2.0");
  await lockOuts.flush();
  expect(written).toHaveLength(1_001);
});
