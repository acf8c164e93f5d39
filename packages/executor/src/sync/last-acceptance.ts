import { LAST_ACCEPTED_HEADER, readLastAccepted, writeLastAccepted, type SyncOutput } from "@excalibur/api/contract";
import type { SyncOutcome } from "./outcome.ts";

/** Who has accepted a key, as it is sent and kept: ids of the organization and of the key. */
export function acceptedBy({ organization, key }: SyncOutput): string | null {
  return writeLastAccepted({ organizationId: organization.id, keyId: key.id });
}

/**
 * Remembers who accepted this executor last. A server that was restored from an older backup does not know a key that was renewed
 * after it: with the tries after such a refusal this is sent, so that the server can name the executor to its managers.
 */
export class LastAcceptance {
  #header: string | null = null;
  #isKeyUnknown = false;

  /** Takes over what an earlier process of this executor has kept. */
  resume(kept: string | null): void {
    if (readLastAccepted(kept ?? undefined) !== null) this.#header = kept;
  }

  /** Takes note of what an attempt came to. */
  after(outcome: SyncOutcome): void {
    if (outcome.kind === "synced") this.#header = acceptedBy(outcome.answer);
    if (outcome.kind === "synced" || outcome.kind === "refused") {
      this.#isKeyUnknown = outcome.kind === "refused" && outcome.reason === "key_unknown";
    }
  }

  /** What to send with the next attempt. */
  get headers(): Record<string, string> {
    return this.#header === null || !this.#isKeyUnknown ? {} : { [LAST_ACCEPTED_HEADER]: this.#header };
  }
}
