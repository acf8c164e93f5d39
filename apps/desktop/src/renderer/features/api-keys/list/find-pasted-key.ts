import { SECRET_LENGTH, type LookedUpKey } from "@excalibur/api/contract";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { apiClient } from "../../../server/api.ts";

const WHOLE = new RegExp(`exc_[0-9A-Za-z]{${SECRET_LENGTH - "exc_".length}}(?![0-9A-Za-z])`);

/** What has the form of a whole key in a text, mistyped or not; null when nothing has. */
export function wholeKeyIn(text: string): string | null {
  return WHOLE.exec(text)?.[0] ?? null;
}

/** The key of a secret, in any organization that the user manages, by the hash of the secret; null when there is none. */
export async function findPastedKey(secret: string): Promise<LookedUpKey | null> {
  const secretHashes = [bytesToHex(sha256(utf8ToBytes(secret)))];
  const { found } = await apiClient.apiKeys.lookUp.mutate({ secretHashes });
  return found[0] ?? null;
}
