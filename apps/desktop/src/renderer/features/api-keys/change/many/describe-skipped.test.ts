import { expect, it } from "vitest";
import { describeSkipped } from "./describe-skipped.ts";

it("counts the keys that were left as they are by the reason", () => {
  const skipped = (["key_unused", "key_revoked", "key_unused"] as const).map((reason, at) => ({
    id: `key_${at}`,
    reason,
  }));
  expect(describeSkipped(skipped)).toBe("Left as they are: 2 used by no executor, 1 revoked already.");
  expect(describeSkipped([])).toBeUndefined();
});
