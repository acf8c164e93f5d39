import type { AuditRecord } from "../domain/audit-chain.ts";
import { CHAIN_START, judgeNextRow, type ChainPosition, type ChainProblem } from "../domain/audit-verification.ts";

/** The first thing that is wrong. `id` is null where there is no row: at a log's end. */
export interface BrokenLink {
  readonly id: string | null;
  readonly sequence: number;
  readonly problem: ChainProblem;
}

/** How far a chain is unbroken, and what ends that. */
export interface ChainState {
  readonly position: ChainPosition;
  readonly firstBad: BrokenLink | null;
  /** The number of the row whose hash is the head noted earlier; null when it was not met, or none was given. */
  readonly knownHeadAt: number | null;
}

export const UNVERIFIED: ChainState = { position: CHAIN_START, firstBad: null, knownHeadAt: null };

/** Goes on with some more rows, in the order of their numbers. Stops at the first that is wrong. */
export function verifyRows(
  state: ChainState,
  rows: readonly AuditRecord[],
  { sha256, knownHead }: { sha256: (text: string) => string; knownHead: string | null },
): ChainState {
  let { position, knownHeadAt } = state;
  for (const row of rows) {
    const verdict = judgeNextRow(row, position, sha256);
    if (verdict !== "unbroken") {
      return { position, knownHeadAt, firstBad: { id: row.id, sequence: row.sequence, problem: verdict } };
    }
    position = { sequence: row.sequence, hash: row.hash };
    if (row.hash === knownHead) knownHeadAt = row.sequence;
  }
  return { position, knownHeadAt, firstBad: null };
}

/** What is wrong with a chain whose rows are unbroken, if none of them is the head that was noted earlier. */
export function verifyKnownHead(state: ChainState, knownHead: string | null): ChainState {
  if (state.firstBad !== null || knownHead === null || state.knownHeadAt !== null) return state;
  return { ...state, firstBad: { id: null, sequence: state.position.sequence + 1, problem: "head_not_found" } };
}
