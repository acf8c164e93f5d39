import { EXECUTOR_EVENT_TYPES } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { EVENT_LABELS, eventDetail } from "./event-labels.ts";

it("has words for every type of event", () => {
  for (const type of EXECUTOR_EVENT_TYPES) {
    expect(EVENT_LABELS[type]).not.toBe("");
    expect(eventDetail({ type, details: {} })).not.toMatch(/undefined|null/);
  }
});

it.each([
  ["revoked", "its previous key was revoked, as chosen"],
  ["keptBecauseShared", "its previous key was kept: other executors use it"],
  ["keptByDefault", ""],
  ["alreadyRevoked", ""],
])("says of a move whose previous key's fate is %s: %j", (previousKey, words) => {
  expect(eventDetail({ type: "executor.rebound", details: { previousKey } })).toBe(words);
});
