import { expect, test } from "vitest";

test("fails, as it should", () => {
  expect(1).toBe(2);
});
