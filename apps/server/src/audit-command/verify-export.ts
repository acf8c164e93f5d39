import { CHAIN_PROBLEMS } from "@excalibur/api/contract";
import {
  chainedText,
  readAuditLine,
  readCosignedLine,
  UNVERIFIED,
  verifyKnownHead,
  verifyRows,
  type AuditRecord,
  type BrokenLink,
  type CosignedLine,
} from "@excalibur/api/server";
import { judgeCosigned, type CosignedVerdict } from "./judge-cosigned.ts";
import { RowHashes } from "./row-hashes.ts";

/** `EX_CONFIG` of BSD's sysexits.h: the file or the call must be corrected first. */
export const EXIT_UNUSABLE = 78;
const EXIT_UNBROKEN = 0;
export const EXIT_BROKEN = 1;

interface Hashing {
  readonly sha256: (text: string) => string;
  readonly knownHead: string | null;
  /** The hash of the row before the first one, for a part of a log; absent or null: the log from its first row on. */
  readonly after?: string | null;
  /** Keys that the reader has from witnesses themselves. */
  readonly witnessKeys?: readonly string[];
}

/**
 * Checks the chain in the lines of an export, or of what was received, one line at a time. A row that came before in the file, with
 * the same content, is passed over: what is delivered at least once may be repeated.
 * @returns the result in words, and the exit status.
 */
export async function verifyExport(
  lines: AsyncIterable<string>,
  { sha256, knownHead, after = null, witnessKeys = [] }: Hashing,
): Promise<{ words: string; exitCode: number }> {
  let state = UNVERIFIED;
  let first: number | null = null;
  let organizationId: string | null = null;
  let repeats = 0;
  const hashes = new RowHashes();
  const cosigned: CosignedLine[] = [];
  let number = 0;
  for await (const line of lines) {
    number += 1;
    // An editor may have put a byte order mark before the first line; `trim` takes it off.
    const text = line.trim();
    if (text === "") continue;
    const head = readCosignedLine(text);
    if (head !== null) {
      cosigned.push(head);
      continue;
    }
    const row = readAuditLine(text);
    if (row === null) return { words: notALine(number), exitCode: EXIT_UNUSABLE };
    organizationId ??= row.organizationId;
    if (row.organizationId !== organizationId) return { words: SEVERAL_LOGS, exitCode: EXIT_UNUSABLE };
    const before = hashes.at(row.sequence);
    if (before !== null) {
      if (before !== row.hash || sha256(chainedText(row)) !== before) return twoOfOneNumber(row);
      repeats += 1;
      continue;
    }
    if (first === null && after !== null) {
      state = { ...state, position: { sequence: row.sequence - 1, hash: after } };
    }
    first ??= row.sequence;
    state = verifyRows(state, [row], { sha256, knownHead });
    if (state.firstBad !== null) break;
    hashes.add(row.sequence, row.hash);
  }
  const { position, firstBad, knownHeadAt } = verifyKnownHead(state, knownHead);
  if (firstBad !== null) return { words: describeBrokenLink(firstBad, position.sequence), exitCode: EXIT_BROKEN };
  if (first === null) return { words: "The file has no rows.", exitCode: EXIT_UNUSABLE };
  const repeated = repeats === 0 ? "" : `Rows that came more than once, with the same content: ${repeats}.\n`;
  const known = knownHeadAt === null ? "" : `The head that was given is that of row ${knownHeadAt}.\n`;
  const verdicts = cosigned.map((line) => judgeCosigned(line, hashes, witnessKeys));
  const bad = verdicts.filter(({ isGood }) => !isGood);
  if (bad.length > 0) return { words: wordsOf(bad), exitCode: EXIT_BROKEN };
  const words = `The chain is unbroken: rows ${first} to ${position.sequence}.\n${known}${repeated}Head: ${position.hash}${verdicts.map(({ words: said }) => `\n${said}`).join("")}`;
  return { words, exitCode: EXIT_UNBROKEN };
}

function wordsOf(verdicts: readonly CosignedVerdict[]): string {
  return verdicts.map(({ words }) => words).join("\n");
}

const SEVERAL_LOGS =
  "The file has rows of more than one organization. Each has a log of its own: put the rows of each into a file of their own, by " +
  "their organizationId, and check each file.";

function twoOfOneNumber({ sequence, id }: AuditRecord): { words: string; exitCode: number } {
  return {
    words:
      `The chain is broken.\nRow ${sequence} (${id}) came before with another content: the log was restored from a backup or ` +
      `written again, or the file was changed. The first lost row is ${sequence}.`,
    exitCode: EXIT_BROKEN,
  };
}

function notALine(number: number): string {
  return (
    `Line ${number} is not a row of an export in JSON Lines. ` +
    "A CSV export is for spreadsheets and can't be checked; export the log again as JSON Lines."
  );
}

function describeBrokenLink({ id, sequence, problem }: BrokenLink, unbrokenUpTo: number): string {
  const row = id === null ? `After row ${unbrokenUpTo}` : `Row ${sequence} (${id})`;
  const hint =
    problem === "rows_missing" && unbrokenUpTo === 0
      ? "\nWas the export filtered, or made by someone who may not read every row? Export as an owner, without filters."
      : "";
  const before = ["", "\nRow 1 is unbroken."][unbrokenUpTo] ?? `\nRows 1 to ${unbrokenUpTo} are unbroken.`;
  return `The chain is broken.\n${row}: ${CHAIN_PROBLEMS[problem]}${before}${hint}`;
}
