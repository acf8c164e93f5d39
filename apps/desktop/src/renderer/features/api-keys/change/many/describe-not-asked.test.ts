import { expect, it } from "vitest";
import { describeNotAsked } from "./describe-not-asked.ts";

it("counts the keys that were left as they are by the reason", () => {
  const skipped = (["key_unused", "key_revoked", "key_unused"] as const).map((reason, at) => ({
    id: `key_${at}`,
    reason,
  }));
  expect(describeNotAsked(skipped)).toBe("Left as they are: 2 used by no executor, 1 revoked.");
  expect(describeNotAsked([])).toBeUndefined();
});
