import type { SyncInput, SyncOutput } from "@excalibur/api/contract";
import type { Clock } from "../connect/clock.ts";
import type { KeptCandidate } from "../credential/candidate-file.ts";
import type { CredentialSource } from "../credential/credential-source.ts";
import type { CurrentKey } from "../credential/current-key.ts";
import { hashOfSecret, makeSecret } from "../credential/make-secret.ts";
import { noStorage, problemOf, type StorageProblem } from "../credential/storage-problem.ts";
import type { SyncFetch } from "../sync/sync-fetch.ts";
import { OF_ITS_SECRET, type RefusedReason, type SyncOutcome } from "../sync/outcome.ts";
import { acceptedBy } from "../sync/last-acceptance.ts";
import { sendRenewal, type RenewalOutcome } from "./send-renewal.ts";

interface Parts {
  readonly url: string;
  readonly source: CredentialSource;
  readonly input: SyncInput;
  readonly timeoutMs: number;
  readonly fetch: SyncFetch;
  readonly clock: Clock;
}

/** Milliseconds before a renewal is tried again after the server, or the storage, has said no. */
const ASK_AGAIN_MS = 60_000;

const NONE: KeptCandidate = { kind: "none" };

/** Refusals of a key that a renewal may explain. */
const ENDED: ReadonlySet<string> = new Set<RefusedReason>(["key_revoked", "key_expired"]);

/**
 * Renews the key when the answers ask for it. The secret is made here and stored before the server hears of it; then it is on
 * trial in place of the key, and takes the key's place in the source once a sync with it was accepted. After a crash at any point
 * the candidate is tried first, then the key: one of the two is good.
 */
export class KeyRenewal {
  readonly #parts: Parts;
  readonly #key: CurrentKey;
  readonly #stop: AbortSignal;
  #problem: StorageProblem | null = null;
  #isAsked = false;
  /** Whether the candidate was tried since the key was last accepted or waited for. */
  #wasTried = false;
  #notBeforeMs = 0;
  /** Who accepts the key, as it was kept or was tried to be kept. */
  #accepted: string | null = null;

  constructor(parts: Parts, key: CurrentKey, stop: AbortSignal) {
    this.#parts = parts;
    this.#key = key;
    this.#stop = stop;
  }

  /** Why the renewal that the last answer asked for is not possible; null when it is, or none was asked for. */
  get problem(): StorageProblem | null {
    return this.#isAsked ? this.#problem : null;
  }

  /** Puts the candidate that an earlier process has left on trial. Call it once the key was read. */
  async resume(): Promise<void> {
    const kept = await this.#kept();
    if (kept.kind === "useless") await this.#discard();
    if (kept.kind !== "candidate") return;
    this.#wasTried = true;
    this.#key.try(kept.secret);
  }

  /** Who accepted the key in an earlier process, where that could be kept; else null. */
  async acceptedBefore(): Promise<string | null> {
    const key = this.#key.ofSource;
    const { candidates } = this.#parts.source;
    this.#accepted = key === null ? null : ((await candidates?.acceptedBy(key).catch(() => null)) ?? null);
    return this.#accepted;
  }

  /** A wait is over: what was refused may be tried again. */
  waited(): void {
    this.#wasTried = false;
  }

  /** Does what an attempt to sync calls for. @returns whether to sync again at once, with another key. */
  async after(outcome: SyncOutcome): Promise<boolean> {
    if (this.#key.isOnTrial) return this.#afterTrial(outcome);
    switch (outcome.kind) {
      case "synced":
        this.#wasTried = false;
        await this.#keepAccepted(acceptedBy(outcome.answer));
        return this.#renewIfAsked(outcome.answer);
      case "refused":
        this.#isAsked = false;
        return ENDED.has(outcome.reason) && this.#tryOnce();
      case "unreachable":
      case "invalidInput":
        this.#isAsked = false;
        return false;
    }
  }

  async #afterTrial(outcome: SyncOutcome): Promise<boolean> {
    if (outcome.kind === "refused") {
      if (!OF_ITS_SECRET.has(outcome.reason)) return false;
      this.#key.endTrial("refused");
      // One that has expired may be good again, once a policy allows keys a longer life.
      if (outcome.reason === "key_revoked") await this.#discard();
      return true;
    }
    if (outcome.kind !== "synced") return false;
    this.#isAsked = asksToRenew(outcome.answer);
    this.#accepted = acceptedBy(outcome.answer);
    try {
      await this.#parts.source.candidates?.adopt(this.#key.secret ?? "", this.#accepted);
      this.#key.endTrial("adopted");
    } catch (error) {
      // The candidate stays where it is, and is found there by the next process.
      this.#problem = problemOf(this.#parts.source, error);
    }
    return false;
  }

  /** Once for each key. It only says whom to name after a restore: where it can't be kept, everything else goes on. */
  async #keepAccepted(accepted: string | null): Promise<void> {
    const key = this.#key.ofSource;
    if (accepted === null || accepted === this.#accepted || key === null) return;
    this.#accepted = accepted;
    await this.#parts.source.candidates?.keepAccepted(key, accepted).catch(() => {});
  }

  async #tryOnce(): Promise<boolean> {
    const kept = this.#wasTried ? NONE : await this.#kept();
    if (kept.kind !== "candidate") return false;
    this.#wasTried = true;
    this.#key.try(kept.secret);
    return true;
  }

  async #renewIfAsked(answer: SyncOutput): Promise<boolean> {
    this.#isAsked = asksToRenew(answer);
    if (!this.#isAsked || this.#parts.clock.monotonicMs() < this.#notBeforeMs) return false;
    const before = this.#problem?.reason;
    const candidate = await this.#storedCandidate(acceptedBy(answer));
    if (candidate !== null) return this.#settle(await this.#ask(candidate), candidate);
    this.#notBeforeMs = this.#parts.clock.monotonicMs() + ASK_AGAIN_MS;
    // The server is told at once.
    return this.#problem?.reason !== before;
  }

  /** The candidate, which is stored with who accepts the key now; null when that is not possible. */
  async #storedCandidate(accepted: string | null): Promise<string | null> {
    const { source } = this.#parts;
    const key = this.#key.ofSource;
    try {
      const { candidates } = source;
      if (candidates === undefined || key === null) throw noStorage(source);
      const kept = await candidates.read(key);
      const candidate = kept.kind === "candidate" ? kept.secret : makeSecret();
      await candidates.write(candidate, key, accepted);
      this.#problem = null;
      return candidate;
    } catch (error) {
      this.#problem = problemOf(source, error);
      return null;
    }
  }

  #ask(candidate: string): Promise<RenewalOutcome> {
    const { url, input, timeoutMs, fetch, clock } = this.#parts;
    const { capabilities: _, cannotRenew: __, ...body } = input;
    const bearer = this.#key.secret ?? "";
    const asked = { ...body, ...hashOfSecret(candidate) };
    return sendRenewal({ url, body: asked, bearer, timeoutMs, fetch, clock, signal: this.#stop });
  }

  async #settle(outcome: RenewalOutcome, candidate: string): Promise<boolean> {
    const { clock } = this.#parts;
    switch (outcome.kind) {
      case "renewed":
        this.#key.try(candidate);
        return true;
      case "unjudged":
        this.#notBeforeMs = clock.monotonicMs() + (outcome.retryAfterMs ?? 0);
        return false;
      case "refused":
        this.#notBeforeMs = clock.monotonicMs() + ASK_AGAIN_MS;
        if (outcome.reason === "key_exists") await this.#discard();
        return false;
    }
  }

  async #discard(): Promise<void> {
    await this.#parts.source.candidates?.discard().catch(() => {});
  }

  async #kept(): Promise<KeptCandidate> {
    const key = this.#key.ofSource;
    const { candidates } = this.#parts.source;
    return key === null || candidates === undefined ? NONE : candidates.read(key).catch(() => NONE);
  }
}

function asksToRenew({ instructions, key }: SyncOutput): boolean {
  return instructions.some(({ kind, keyId }) => kind === "renew" && keyId === key.id);
}
