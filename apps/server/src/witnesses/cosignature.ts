import { sign, verify, type KeyObject } from "node:crypto";
import { checkpointText, readCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { keyIdOf, keyObjectOf, publicKeyOf, type WitnessKey } from "./witness-key.ts";

/** A checkpoint that a witness has signed. */
export interface CosignedCheckpoint extends Checkpoint {
  readonly at: Date;
}

const KEY_ID_BYTES = 4;
const TIME_BYTES = 8;
const SIGNATURE_LINE = /^— ([!-*,-~]{1,100}) ([A-Za-z0-9+/]+={0,2})$/;
/** Signature lines of one note that are looked at. */
const MAX_LINES = 16;

/** The note of C2SP's signed-note that holds a checkpoint and the cosignature of one witness (tlog-cosignature, Ed25519). */
export function cosign(
  checkpoint: Checkpoint,
  { name, privateKey }: { name: string; privateKey: KeyObject },
  at: Date,
) {
  const text = checkpointText(checkpoint);
  const seconds = BigInt(Math.floor(at.getTime() / 1_000));
  const time = Buffer.alloc(TIME_BYTES);
  time.writeBigUInt64BE(seconds);
  const signature = sign(null, signedMessage(text, seconds), privateKey);
  const keyId = keyIdOf({ name, publicKey: publicKeyOf(privateKey) });
  return `${text}\n— ${name} ${Buffer.concat([keyId, time, signature]).toString("base64")}\n`;
}

/** What a note says, if a witness has signed it with this key. Signatures of others are left alone. Null: it has not. */
export function openCosigned(note: string, key: WitnessKey): CosignedCheckpoint | null {
  const end = note.indexOf("\n\n");
  if (end === -1 || !note.endsWith("\n")) return null;
  const text = note.slice(0, end + 1);
  const checkpoint = readCheckpoint(text);
  if (checkpoint === null) return null;
  const lines = note.slice(end + 2, -1).split("\n");
  if (lines.length > MAX_LINES) return null;
  for (const line of lines) {
    const at = timeOfSignature(line, text, key);
    if (at !== null) return { ...checkpoint, at };
  }
  return null;
}

function timeOfSignature(line: string, text: string, key: WitnessKey): Date | null {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  if (name !== key.name || encoded === undefined) return null;
  const bytes = Buffer.from(encoded, "base64");
  // One signature is written in one way only.
  if (bytes.length !== KEY_ID_BYTES + TIME_BYTES + 64 || bytes.toString("base64") !== encoded) return null;
  if (!bytes.subarray(0, KEY_ID_BYTES).equals(keyIdOf(key))) return null;
  const seconds = bytes.readBigUInt64BE(KEY_ID_BYTES);
  const signature = bytes.subarray(KEY_ID_BYTES + TIME_BYTES);
  // The latest instant that both databases keep.
  if (seconds > 253_402_300_799n || !verify(null, signedMessage(text, seconds), keyObjectOf(key), signature))
    return null;
  return new Date(Number(seconds) * 1_000);
}

function signedMessage(text: string, seconds: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}
