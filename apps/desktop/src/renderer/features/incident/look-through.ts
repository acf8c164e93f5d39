import { hintOf, MAX_LOOKED_UP, SECRET_PREFIXES, type LookedUpKey } from "@excalibur/api/contract";
import { findSecrets } from "@excalibur/api/find-secrets";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { apiClient } from "../../server/api.ts";

/** A key that was found in a text. Its secret and its hash are forgotten once it was looked up. */
export interface FoundKey {
  readonly hint: string;
  /** Null: it is none of the keys of the organizations that the user manages. */
  readonly own: Omit<LookedUpKey, "secretHash"> | null;
}

export interface Progress {
  readonly files: number;
  readonly of: number;
  readonly keys: number;
}

/** Characters that are looked through before the page may do something else: some milliseconds of work. */
const SLICE_CHARACTERS = 100_000;

/**
 * Finds API keys in texts, here in the page, and looks them up by their hashes. The texts are sent nowhere.
 * @param texts each is asked for when its turn comes; null for one that can't be read.
 */
export async function lookThrough(
  texts: readonly (() => Promise<string | null>)[],
  { signal, onProgress }: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<{ found: FoundKey[]; unread: number }> {
  const secrets = new Set<string>();
  let unread = 0;
  let inSlice = 0;
  for (const [index, read] of texts.entries()) {
    signal.throwIfAborted();
    const text = await read().catch(() => null);
    if (text === null) unread += 1;
    else for (const secret of findSecrets(text)) if (secret.startsWith(SECRET_PREFIXES.apiKey)) secrets.add(secret);
    inSlice += text?.length ?? 0;
    if (inSlice < SLICE_CHARACTERS) continue;
    onProgress({ files: index + 1, of: texts.length, keys: secrets.size });
    await new Promise((resolve) => setTimeout(resolve));
    inSlice = 0;
  }
  onProgress({ files: texts.length, of: texts.length, keys: secrets.size });
  return { found: await lookUp([...secrets]), unread };
}

async function lookUp(secrets: readonly string[]): Promise<FoundKey[]> {
  const found: FoundKey[] = [];
  for (let start = 0; start < secrets.length; start += MAX_LOOKED_UP) {
    const some = secrets.slice(start, start + MAX_LOOKED_UP).map((secret) => ({
      hint: hintOf(secret),
      secretHash: bytesToHex(sha256(utf8ToBytes(secret))),
    }));
    const secretHashes = some.map(({ secretHash }) => secretHash);
    const { found: own } = await apiClient.apiKeys.lookUp.mutate({ secretHashes });
    for (const { hint, secretHash } of some) {
      const known = own.find((each) => each.secretHash === secretHash);
      if (known === undefined) found.push({ hint, own: null });
      else found.push({ hint, own: { organization: known.organization, key: known.key, usedFrom: known.usedFrom } });
    }
  }
  return found;
}
