import { expect, it } from "vitest";
import { freshRowsAfter, rowsToDraw } from "./rows-to-draw.ts";

it.each([
  ["draws all rows at once while one does not scroll", "abcd", "", 2, null, "abcd"],
  ["draws so many new rows at a time, those ahead first", "abcd", "", 2, "forward", "cd"],
  ["draws them from the top on the way up", "abcd", "", 2, "backward", "ab"],
  ["keeps what is drawn and still on screen", "cdef", "abcd", 1, "forward", "cdf"],
  ["forgets what has left the screen", "cd", "abcd", 2, "forward", "cd"],
  ["draws the rest in the end", "cdef", "cdf", 1, "forward", "cdfe"],
] as const)("%s", (_, onScreen, drawn, fresh, towards, expected) => {
  expect([...rowsToDraw([...onScreen], { ids: new Set(drawn), fresh }, towards)].join("")).toBe(expected);
});

it("draws fewer new rows after a frame that came late", () => {
  expect(freshRowsAfter(17)).toBeGreaterThan(freshRowsAfter(34));
  expect(freshRowsAfter(1_000)).toBeGreaterThan(0);
});
