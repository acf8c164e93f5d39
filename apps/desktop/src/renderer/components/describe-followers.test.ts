import { expect, it } from "vitest";
import { describeFollowers } from "./describe-followers.ts";

it("names the executors whose next key is revoked with a shared one, and those that have moved from it", () => {
  expect(describeFollowers({ unused: ["web-1"], moved: ["web-2", "web-3"] }, { isDone: false })).toEqual([
    "What web-1 has made to follow it, and not used yet, is revoked with it.",
    "web-2, web-3 have moved to keys of their own and go on.",
  ]);
  expect(describeFollowers({ unused: ["web-1", "web-2"], moved: ["web-3"] }, { isDone: true })).toEqual([
    "What web-1, web-2 have made to follow it, and not used yet, was revoked too.",
    "web-3 has moved to a key of its own and goes on.",
  ]);
  expect(describeFollowers({ unused: [], moved: [] }, { isDone: true })).toEqual([]);
});
