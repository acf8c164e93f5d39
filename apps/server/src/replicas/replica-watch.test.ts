import { expect, test } from "vitest";
import { ReplicaWatch } from "./replica-watch.ts";

const replica = (renewal: number) => ({ id: "rep_1", acknowledged: 0, renewal });

test("a replica is silent since its last renewal was first seen, however often it is looked at", () => {
  const watch = new ReplicaWatch();
  watch.observe([replica(7)], 1_000);
  watch.observe([replica(7)], 3_000);
  expect(watch.silentForMs(replica(7), 4_500)).toBe(3_500);
});

test.each([
  ["is seen for the first time", null, 7],
  ["has renewed since", 7, 8],
  ["was read before a renewal that is known", 8, 7],
])("a replica that %s is not silent", (_what, seen, read) => {
  const watch = new ReplicaWatch();
  if (seen !== null) watch.observe([replica(seen)], 0);
  expect(watch.silentForMs(replica(read), 60_000)).toBe(0);
});

test("a look that was slow to answer does not make a replica older than it was seen", () => {
  const watch = new ReplicaWatch();
  watch.observe([replica(8)], 1_000);
  watch.observe([replica(7)], 2_000);
  expect(watch.silentForMs(replica(8), 2_500)).toBe(1_500);
});
