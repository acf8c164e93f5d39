import type { ChainPosition } from "./audit-verification.ts";

/**
 * The first row that a log does not have, although a witness has co-signed it; null when it has all of them.
 * @param heads co-signed ones, in the order of the rows.
 * @param hashAt the hash of an unbroken row by its number.
 * @param lastSequence of the last unbroken row.
 */
export function firstLostHead(
  heads: readonly ChainPosition[],
  hashAt: ReadonlyMap<number, string>,
  lastSequence: number,
): number | null {
  const lost = heads.find(({ sequence, hash }) => hashAt.get(sequence) !== hash);
  if (lost === undefined) return null;
  return Math.min(lost.sequence, lastSequence + 1);
}
