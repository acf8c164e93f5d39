import { EXECUTOR_EVENT_TYPES } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { EVENT_LABELS, eventDetail } from "./event-labels.ts";

it("has words for every type of event", () => {
  for (const type of EXECUTOR_EVENT_TYPES) {
    expect(EVENT_LABELS[type]).not.toBe("");
    expect(eventDetail({ type, details: {} })).not.toMatch(/undefined|null/);
  }
});

it("names the hosts and addresses of both instances of a duplicated executor", () => {
  const details = { host: "db-2", address: "10.0.0.8", otherHost: null, otherAddress: "10.0.0.7" };
  expect(eventDetail({ type: "executor.duplicated", details })).toBe(
    "two instances use its name: db-2 (10.0.0.8) and an unnamed host (10.0.0.7)",
  );
});

it.each([
  ["revoked", "its previous key was revoked, as chosen"],
  ["keptBecauseShared", "its previous key was kept: other executors use it"],
  ["keptByDefault", ""],
  ["alreadyRevoked", ""],
])("says of a move whose previous key's fate is %s: %j", (previousKey, words) => {
  expect(eventDetail({ type: "executor.rebound", details: { previousKey } })).toBe(words);
});
