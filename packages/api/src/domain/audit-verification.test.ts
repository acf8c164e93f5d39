import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { chainedText, type AuditRecord } from "./audit-chain.ts";
import { CHAIN_START, judgeEnd, judgeNextRow, type ChainPosition } from "./audit-verification.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

function rowAt(sequence: number, previousHash: string): AuditRecord {
  const fields = {
    id: `aud_${sequence}`,
    sequence,
    previousHash,
    organizationId: "org_1",
    at: new Date("2026-06-01T12:00:00.000Z"),
    actorKind: "system",
    actorId: null,
    actorName: "Excalibur",
    actorEmail: null,
    actorRole: null,
    action: "api_key.deleted",
    targetKind: "api_key",
    targetId: "key_1",
    targetName: "prod",
    details: "{}",
    sourceAddress: null,
  };
  return { ...fields, hash: sha256(chainedText(fields)) };
}

const first = rowAt(1, CHAIN_START.hash);
const afterFirst: ChainPosition = { sequence: 1, hash: first.hash };
const second = rowAt(2, first.hash);

describe("the next row of a chain", () => {
  it.each([
    ["the first", first, CHAIN_START, "unbroken"],
    ["the second", second, afterFirst, "unbroken"],
    ["one too far on", rowAt(3, first.hash), afterFirst, "rows_missing"],
    ["the same again", first, afterFirst, "row_misplaced"],
    ["one before the first", rowAt(0, CHAIN_START.hash), CHAIN_START, "row_misplaced"],
    ["one with other content", { ...second, targetName: "test" }, afterFirst, "row_changed"],
    ["one with another hash", { ...second, hash: first.hash }, afterFirst, "row_changed"],
    ["one that follows another", rowAt(2, "f".repeat(64)), afterFirst, "link_broken"],
    ["one after a row that was written again", second, { sequence: 1, hash: "f".repeat(64) }, "link_broken"],
  ] as const)("%s is judged", (_what, row, before, verdict) => {
    expect(judgeNextRow(row, before, sha256)).toBe(verdict);
  });
});

describe("the end of a chain", () => {
  it.each([
    ["where the head is", afterFirst, "unbroken"],
    ["before the head", { sequence: 2, hash: second.hash }, { sequence: 2, problem: "end_missing" }],
    ["after the head", CHAIN_START, { sequence: 1, problem: "row_misplaced" }],
    ["with another hash than the head", { sequence: 1, hash: second.hash }, { sequence: 1, problem: "row_changed" }],
  ] as const)("%s is judged", (_what, head, verdict) => {
    expect(judgeEnd(afterFirst, head)).toEqual(verdict);
  });
});
