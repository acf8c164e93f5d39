import { chainedText, GENESIS_HASH, type AuditRecord } from "./audit-chain.ts";

/** How far a chain has been found unbroken. */
export interface ChainPosition {
  /** Number of the last row; 0 before the first. */
  readonly sequence: number;
  /** Its hash. */
  readonly hash: string;
}

export const CHAIN_START: ChainPosition = { sequence: 0, hash: GENESIS_HASH };

/** What is wrong with a chain, and its message. */
export const CHAIN_PROBLEMS = {
  row_changed: "Its content is not what it was when it was written.",
  rows_missing: "One or more rows before it are missing.",
  row_misplaced: "It stands where another row belongs: it was moved, inserted or repeated.",
  link_broken: "It does not follow the row before it: that one was replaced.",
  end_missing: "The log ends before it: rows at the end are missing.",
  cosigned_row_lost:
    "A witness has co-signed this row, and the log does not have it: the database was restored from a backup, or the log was cut off or written again.",
  head_not_found: "The head that was noted earlier is the hash of no row: the log was cut off or written again.",
} as const;
export type ChainProblem = keyof typeof CHAIN_PROBLEMS;

/**
 * Judges whether a row is the next one of a chain.
 * @param sha256 of a text, hexadecimal.
 */
export function judgeNextRow(
  row: AuditRecord,
  before: ChainPosition,
  sha256: (text: string) => string,
): "unbroken" | ChainProblem {
  if (row.sequence > before.sequence + 1) return "rows_missing";
  if (row.sequence <= before.sequence) return "row_misplaced";
  if (sha256(chainedText(row)) !== row.hash) return "row_changed";
  return row.previousHash === before.hash ? "unbroken" : "link_broken";
}

/** Judges the end of an unbroken chain by the head that is stored beside it. */
export function judgeEnd(
  last: ChainPosition,
  head: ChainPosition,
): "unbroken" | { readonly sequence: number; readonly problem: ChainProblem } {
  if (head.sequence > last.sequence) return { sequence: last.sequence + 1, problem: "end_missing" };
  if (head.sequence < last.sequence) return { sequence: head.sequence + 1, problem: "row_misplaced" };
  return head.hash === last.hash ? "unbroken" : { sequence: last.sequence, problem: "row_changed" };
}
