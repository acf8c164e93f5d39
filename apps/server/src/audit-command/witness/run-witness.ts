import { CHAIN_PROBLEMS } from "@excalibur/api/contract";
import { judgeNextRow, type AuditRecord } from "@excalibur/api/server";
import { sha256 } from "../../secrets.ts";
import { cosign } from "../../witnesses/cosignature.ts";
import { EXIT_BROKEN } from "../verify-export.ts";
import { findFirstLost } from "./find-first-lost.ts";
import type { LogServer } from "./log-server.ts";
import type { SeenLog } from "./seen-log.ts";
import { TryAgain, WitnessFailure } from "./witness-failure.ts";
import type { Signer } from "./witness-files.ts";

export interface Witness {
  readonly server: LogServer;
  readonly seen: SeenLog;
  readonly signer: Signer;
  readonly now: () => Date;
  readonly say: (words: string) => void;
  /** Resolves in so many milliseconds, and at once when the witness is told to stop. */
  readonly pause: (ms: number) => Promise<unknown>;
  readonly signal: AbortSignal;
  /** Stop once everything there is has been signed. */
  readonly isOnce: boolean;
}

/** Milliseconds between two signatures at least, and between two attempts. What comes meanwhile waits. */
const PAUSE_MS = 5_000;

/**
 * Reads the log from the last head that it has signed, checks every row, and signs heads that extend that one, and no others.
 * @throws WitnessFailure when the log is broken, does not extend the head, or can't be read for good.
 */
export async function runWitness(witness: Witness): Promise<void> {
  const { signal, isOnce, say, pause } = witness;
  while (!signal.aborted) {
    try {
      await followOnce(witness);
      if (isOnce) return;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof TryAgain) || isOnce) throw error;
      say(error.message);
    }
    await pause(PAUSE_MS);
  }
}

async function followOnce(witness: Witness): Promise<void> {
  const { server, seen, pause, isOnce } = witness;
  const leaving = new AbortController();
  const rows = await server.follow(seen.head, AbortSignal.any([witness.signal, leaving.signal]));
  if ("reason" in rows) return nameTheLoss(witness);
  try {
    for await (const row of rows) {
      if (row !== null) {
        take(row, seen);
        continue;
      }
      await signHead(witness);
      if (isOnce) return;
      // The server waits meanwhile: what it has written is sent, and more is not read.
      await pause(PAUSE_MS);
    }
  } finally {
    leaving.abort();
  }
  if (isOnce) throw new TryAgain("The server ended the stream before all was read.");
}

function take(row: AuditRecord, seen: SeenLog): void {
  if (seen.organizationId !== null && row.organizationId !== seen.organizationId) {
    throw new WitnessFailure(
      EXIT_BROKEN,
      `This is the log of ${row.organizationId}; the witness has signed that of ${seen.organizationId}.`,
    );
  }
  const verdict = judgeNextRow(row, seen.head, sha256);
  if (verdict !== "unbroken") {
    const words = `The chain is broken at row ${row.sequence} (${row.id}). ${CHAIN_PROBLEMS[verdict]} Nothing after row ${seen.head.sequence} is signed.`;
    throw new WitnessFailure(EXIT_BROKEN, words);
  }
  seen.add(row);
}

async function signHead(witness: Witness): Promise<void> {
  const { server, seen, signer, now, say, signal } = witness;
  const { sequence, hash } = seen.head;
  const { organizationId } = seen;
  if (organizationId === null || sequence === seen.signedHere) return;
  seen.promise();
  await server.handIn(cosign({ organizationId, sequence, hash }, signer, now()), signal);
  seen.signedHere = sequence;
  say(`Signed up to row ${sequence}, head ${hash}`);
}

/** Hands in the first lost row as it was seen, so that every verification names it. @throws WitnessFailure always. */
async function nameTheLoss({ server, seen, signer, now, signal, say }: Witness): Promise<never> {
  const lost = await findFirstLost(server, seen, signal);
  const { organizationId, head } = seen;
  if (organizationId !== null) {
    const note = cosign({ organizationId, sequence: lost, hash: seen.hashAt(lost) }, signer, now());
    await server
      .handIn(note, signal)
      .catch((error: Error) => say(`The server did not take the proof: ${error.message}`));
  }
  const rows = lost === head.sequence ? `Row ${lost}` : `Rows ${lost} to ${head.sequence}`;
  throw new WitnessFailure(
    EXIT_BROKEN,
    `The log lost what this witness has seen. ${rows} are not in it any more, or are others now: the database was restored from a backup or written again. The first lost row is ${lost}. Nothing is signed.`,
  );
}
