import { expect, test } from "vitest";
import { mayBindAnother, mayInviteAnother } from "./growth-limits.ts";

test("the last executor of a key and the last open invitation are counted exactly", () => {
  expect([9_999, 10_000].map(mayBindAnother)).toEqual([true, false]);
  expect([499, 500].map(mayInviteAnother)).toEqual([true, false]);
});
