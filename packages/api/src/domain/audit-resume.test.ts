import { expect, test } from "vitest";
import { judgeResumption } from "./audit-resume.ts";
import { GENESIS_HASH } from "./audit-chain.ts";

const A = "a".repeat(64);
const B = "b".repeat(64);
const row = (sequence: number, hash = A) => ({ sequence, hash });

test.each([
  ["from the beginning", { sequence: 0, hash: null }, null, 5, { kind: "resumed", position: row(0, GENESIS_HASH) }],
  ["from the beginning of an empty log", { sequence: 0, hash: null }, null, 0, { kind: "resumed" }],
  ["from the beginning, with the hash of a row", row(0), null, 5, { kind: "differs", sequence: 0 }],
  ["at a row that is there", { sequence: 3, hash: null }, row(3), 5, { kind: "resumed", position: row(3) }],
  ["at a row with its hash", row(3), row(3), 5, { kind: "resumed", position: row(3) }],
  ["at a row with another hash", row(3, B), row(3), 5, { kind: "differs", sequence: 3 }],
  ["behind the end", { sequence: 9, hash: null }, null, 5, { kind: "lost", sequence: 6 }],
  ["of a log that is empty now", row(9), null, 0, { kind: "lost", sequence: 1 }],
  ["at a row that is gone from the middle", row(3), null, 5, { kind: "lost", sequence: 3 }],
])("reading on %s", (_, position, found, head, expected) => {
  expect(judgeResumption(position, found, head)).toMatchObject(expected);
});
