import { expect, test } from "vitest";
import { keepableUserAgent } from "./keepable-user-agent.ts";

const KEY = `exc_${"0".repeat(49)}`;

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (X11; Linux x86_64)"],
  [undefined, null],
  ["", null],
  [KEY, null],
  [`curl/8 Bearer ${KEY}`, null],
  ["a\u202egnihton", null],
  ["\u200b", null],
  ["x".repeat(5_000), "x".repeat(500)],
])("of the user agent %j a session keeps %j", (header, kept) => {
  expect(keepableUserAgent(header)).toBe(kept);
});
