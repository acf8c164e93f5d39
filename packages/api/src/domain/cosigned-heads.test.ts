import { expect, test } from "vitest";
import { firstLostHead } from "./cosigned-heads.ts";

const log = new Map([
  [1, "a"],
  [2, "b"],
  [3, "c"],
]);
const head = (sequence: number, hash: string) => ({ sequence, hash });

test.each([
  ["no head", [], null],
  ["heads that the log has", [head(1, "a"), head(3, "c")], null],
  ["a head behind the end", [head(2, "b"), head(9, "x")], 4],
  ["a head with another hash", [head(1, "a"), head(2, "x"), head(3, "c")], 2],
  ["two heads of one row, one of which the log has", [head(3, "c"), head(3, "x")], 3],
])("with %s the first lost row is found", (_, heads, expected) => {
  expect(firstLostHead(heads, log, 3)).toBe(expected);
});
