import { expect, it } from "vitest";
import { describeReceipt } from "./describe-receipt.ts";

const enforcedAt = new Date(2026, 5, 1, 12, 3, 4);

it.each([
  [0, 0, "Refused everywhere since 12:03:04."],
  [1, 0, "Refused everywhere since 12:03:04."],
  [3, 0, "Refused everywhere since 12:03:04; 3 servers confirmed."],
  [
    3,
    1,
    "Refused everywhere since 12:03:04; 3 servers confirmed; 1 server did not answer and may accept no key until it is back in touch.",
  ],
  [
    1,
    2,
    "Refused everywhere since 12:03:04; 2 servers did not answer and may accept no key until they are back in touch.",
  ],
])("says what %i acknowledgements and %i leases that ran out mean", (acknowledged, expiredLeases, words) => {
  expect(describeReceipt({ enforcedAt, acknowledged, expiredLeases })).toBe(words);
});
