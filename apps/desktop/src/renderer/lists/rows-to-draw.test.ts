import { expect, it } from "vitest";
import { rowsToDraw } from "./rows-to-draw.ts";

it.each([
  ["draws all rows at once where there is no hurry", "abcd", "", Number.POSITIVE_INFINITY, "forward", "abcd"],
  ["draws so many new rows at a time, those ahead first", "abcd", "", 2, "forward", "cd"],
  ["draws them from the top on the way up", "abcd", "", 2, "backward", "ab"],
  ["keeps what is drawn and still on screen", "cdef", "abcd", 1, "forward", "cdf"],
  ["forgets what has left the screen", "cd", "abcd", 2, "forward", "cd"],
  ["draws the rest in the end", "cdef", "cdf", 1, "forward", "cdfe"],
] as const)("%s", (_, onScreen, drawn, fresh, towards, expected) => {
  expect([...rowsToDraw([...onScreen], new Set(drawn), { fresh, towards })].join("")).toBe(expected);
});
