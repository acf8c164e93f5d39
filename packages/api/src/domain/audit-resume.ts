import { CHAIN_START, type ChainPosition } from "./audit-verification.ts";

/** The last row that a reader of a log has, as it says itself. Its hash is null when it names none. */
export interface ReadPosition {
  readonly sequence: number;
  readonly hash: string | null;
}

/** Whether a log still has what its reader has read. */
export type Resumption =
  | { readonly kind: "resumed"; readonly position: ChainPosition }
  /** This row and those after it are gone. */
  | { readonly kind: "lost"; readonly sequence: number }
  /** This row is another one than the reader has; earlier ones may be others too. */
  | { readonly kind: "differs"; readonly sequence: number };

/**
 * Judges whether a log may be read on after a position.
 * @param row what the log has with that number; null when it has none.
 * @param headSequence where the log ends.
 */
export function judgeResumption(
  { sequence, hash }: ReadPosition,
  row: ChainPosition | null,
  headSequence: number,
): Resumption {
  const found = sequence === CHAIN_START.sequence ? CHAIN_START : row;
  if (found === null) return { kind: "lost", sequence: Math.min(headSequence + 1, sequence) };
  if (hash !== null && hash !== found.hash) return { kind: "differs", sequence };
  return { kind: "resumed", position: { sequence, hash: found.hash } };
}
