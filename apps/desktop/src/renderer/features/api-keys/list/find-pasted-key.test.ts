import { expect, it } from "vitest";
import { wholeKeyIn } from "./find-pasted-key.ts";

const WHOLE = `exc_${"aB3".repeat(16)}z`;

it.each([
  [WHOLE, WHOLE],
  [` export KEY='${WHOLE}' `, WHOLE],
  [`exc_${"0".repeat(49)}`, `exc_${"0".repeat(49)}`],
  [WHOLE.slice(0, -1), null],
  [`${WHOLE}0`, null],
  ["exc_aB3a", null],
  ["prod", null],
])("in %s the whole key is %s", (text, whole) => {
  expect(wholeKeyIn(text)).toBe(whole);
});
