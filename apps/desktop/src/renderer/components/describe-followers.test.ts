import { MAX_FOLLOWERS_NAMED } from "@excalibur/api/contract";
import { expect, it } from "vitest";
import { describeFollowers } from "./describe-followers.ts";

const moved = (...names: string[]) => names.map((name) => ({ name, keyId: `key_${name}` }));

it("names the executors whose next key is revoked with a shared one, and those that have moved from it", () => {
  expect(describeFollowers({ unused: ["web-1"], moved: moved("web-2", "web-3") }, { isDone: false })).toEqual([
    "The next key of web-1, not used yet, is revoked too.",
    "web-2, web-3 have moved to keys of their own and go on.",
  ]);
  expect(describeFollowers({ unused: ["web-1", "web-2"], moved: moved("web-3") }, { isDone: true })).toEqual([
    "The next keys of web-1, web-2, not used yet, were revoked too.",
    "web-3 has moved to a key of its own and goes on.",
  ]);
  expect(describeFollowers({ unused: [], moved: [] }, { isDone: true })).toEqual([]);
});

it("names ten of many, and says how many more there are", () => {
  const names = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`);
  const [some] = describeFollowers({ unused: [], moved: moved(...names(12)) }, { isDone: true });
  expect(some).toBe("w0, w1, w2, w3, w4, w5, w6, w7, w8, w9 and 2 more have moved to keys of their own and go on.");
  const [many] = describeFollowers({ unused: [], moved: moved(...names(MAX_FOLLOWERS_NAMED)) }, { isDone: true });
  expect(many).toContain("w9 and many more have moved");
});
