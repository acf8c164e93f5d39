import { expect, it } from "vitest";
import { detailName, detailValue } from "./detail-labels.ts";

it("writes names of details as people do", () => {
  expect(["replacedByKeyId", "sessionsEnded", "slug", "toString"].map(detailName)).toEqual([
    "Replaced by key",
    "Sessions ended",
    "Slug",
    "To string",
  ]);
});

it("writes instants as the rest of the app does, in the reader's zone", () => {
  expect(detailValue("expiresAt", "2027-02-26T03:26:21.533Z")).toMatch(/^26 Feb 2027, \d\d:26:21 GMT/);
});

it("says what a missing value means, and nothing where it means nothing", () => {
  expect(detailValue("expiresAt", null)).toBe("never");
  expect(detailValue("targetExecutorId", null)).toBe("any");
  expect(detailValue("replacesKeyId", null)).toBeNull();
  expect(["yes", 3, { a: 1 }, true].map((value) => detailValue("x", value))).toEqual(["yes", "3", '{"a":1}', "yes"]);
});
