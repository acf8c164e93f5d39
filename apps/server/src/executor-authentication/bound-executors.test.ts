import type { BoundExecutor } from "@excalibur/api/server";
import { expect, test } from "vitest";
import { BoundExecutors } from "./bound-executors.ts";

const executor = (id: string): BoundExecutor => ({
  id,
  kind: "agent",
  lastSeenAt: new Date(0),
  version: "1",
  host: null,
  instanceId: null,
  capabilities: null,
  cannotRenew: null,
});

test("marking an executor as seen changes neither its identity nor the object that was set", () => {
  const known = new BoundExecutors();
  for (const name of ["a", "b"]) {
    const asSet = executor(`exe_${name}`);
    known.set(name, asSet);
    const before = known.get(name);
    known.seen(name, new Date(1));
    expect(known.get(name)).toBe(before);
    expect(before).toEqual({ ...asSet, lastSeenAt: new Date(1) });
    expect(asSet.lastSeenAt).toEqual(new Date(0));
  }
});

test("each executor is found by its own name, as it was last set, however many there are", () => {
  const known = new BoundExecutors();
  expect(known.get("a")).toBeUndefined();
  for (const name of ["a", "b", "c"]) known.set(name, executor(`exe_${name}`));
  for (const name of ["a", "b"]) known.set(name, executor(`exe_${name}_moved`));
  expect(["a", "b", "c", "d"].map((name) => known.get(name)?.id)).toEqual([
    "exe_a_moved",
    "exe_b_moved",
    "exe_c",
    undefined,
  ]);
});
