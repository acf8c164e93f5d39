import { createHash, createPublicKey, type KeyObject } from "node:crypto";

/** By what a witness's signatures are checked. */
export interface WitnessKey {
  readonly name: string;
  /** The Ed25519 key, 32 bytes in base64. */
  readonly publicKey: string;
}

/** The kind of a signature in C2SP's tlog-cosignature: Ed25519, with the time of signing. */
const COSIGNATURE_KIND = 4;

/** A name has no space and no plus sign, as in C2SP's signed-note. */
export const WITNESS_NAME = /^[!-*,-~]{1,100}$/;

const KEY_TEXT = /^([!-*,-~]{1,100})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})$/;
const PUBLIC_KEY_BYTES = 32;

/** The first 4 bytes of SHA-256 over name, line end, kind and key: what a signature names its key by. */
export function keyIdOf({ name, publicKey }: WitnessKey): Buffer {
  const bytes = Buffer.concat([Buffer.from(`${name}\n`), typedKey(publicKey)]);
  return createHash("sha256").update(bytes).digest().subarray(0, 4);
}

/** The key as people copy it, the form of C2SP's signed-note: `name+id+key`. */
export function writeWitnessKey(key: WitnessKey): string {
  return `${key.name}+${keyIdOf(key).toString("hex")}+${typedKey(key.publicKey).toString("base64")}`;
}

/** Reads it back. Null when it is not complete, or no key of a witness. */
export function readWitnessKey(text: string): WitnessKey | null {
  const [, name, , typed] = KEY_TEXT.exec(text) ?? [];
  if (name === undefined || typed === undefined) return null;
  const bytes = Buffer.from(typed, "base64");
  if (bytes.length !== PUBLIC_KEY_BYTES + 1 || bytes[0] !== COSIGNATURE_KIND) return null;
  const key = { name, publicKey: bytes.subarray(1).toString("base64") };
  return writeWitnessKey(key) === text ? key : null;
}

/** The 32 bytes of a key, in base64. */
export function publicKeyOf(key: KeyObject): string {
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  return Buffer.from(x, "base64url").toString("base64");
}

/** The key for Node's own functions. */
export function keyObjectOf({ publicKey }: WitnessKey): KeyObject {
  const x = Buffer.from(publicKey, "base64").toString("base64url");
  return createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
}

function typedKey(publicKey: string): Buffer {
  return Buffer.concat([Buffer.of(COSIGNATURE_KIND), Buffer.from(publicKey, "base64")]);
}
