import type { CosignedLine } from "@excalibur/api/server";
import { openCosigned } from "../witnesses/cosignature.ts";
import { readWitnessKey } from "../witnesses/witness-key.ts";
import type { RowHashes } from "./row-hashes.ts";

/** What a file says of one co-signed head, in words; `isGood` is false when the file does not have the row that was signed. */
export interface CosignedVerdict {
  readonly isGood: boolean;
  readonly words: string;
}

/**
 * Judges a co-signed head that stands in an export by the rows of the file, and its signature by keys that the reader has from
 * the witnesses themselves: a key in the file proves nothing.
 */
export function judgeCosigned(line: CosignedLine, hashes: RowHashes, knownKeys: readonly string[]): CosignedVerdict {
  const key = readWitnessKey(line.key);
  const head = key === null ? null : openCosigned(line.note, key);
  if (key === null || head === null || head.sequence !== line.sequence) {
    return {
      isGood: false,
      words: `The signature of a witness up to row ${line.sequence} is not good: it was changed.`,
    };
  }
  const { sequence, hash, at } = head;
  if (hashes.at(sequence) !== hash) {
    const words = `${key.name} has co-signed row ${sequence}, and the file does not have that row: the log was cut off or written again.`;
    return { isGood: false, words };
  }
  const trust = knownKeys.includes(line.key) ? "" : " (its key is the one in the file: compare it with --witness KEY)";
  return { isGood: true, words: `Co-signed up to row ${sequence} by ${key.name} at ${at.toISOString()}${trust}` };
}
