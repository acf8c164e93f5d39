import type { CannotRenew, SyncInput, SyncOutput } from "@excalibur/api/contract";
import type { Clock } from "../connect/clock.ts";
import { cannotRenewBecause } from "../credential/candidate-file.ts";
import type { CredentialSource } from "../credential/credential-source.ts";
import type { CurrentKey } from "../credential/current-key.ts";
import { hashOfSecret, makeSecret } from "../credential/make-secret.ts";
import type { SyncFetch } from "../sync/sync-fetch.ts";
import type { SyncOutcome } from "../sync/outcome.ts";
import { sendRenewal, type RenewalOutcome } from "./send-renewal.ts";

interface Parts {
  readonly url: string;
  readonly source: CredentialSource;
  readonly input: SyncInput;
  readonly timeoutMs: number;
  readonly fetch: SyncFetch;
  readonly clock: Clock;
}

/** Milliseconds before the server is asked again after it has said no. */
const ASK_AGAIN_MS = 60_000;

/** Refusals after which a candidate is of no use any more. */
const DEAD = new Set(["key_revoked", "key_expired"]);

/**
 * Renews the key when the answers ask for it. The secret is made here and stored before the server hears of it; then it is on
 * trial in place of the key, and takes the key's place in the source once a sync with it was accepted. After a crash at any point
 * the candidate is tried first, then the key: one of the two is good.
 */
export class KeyRenewal {
  readonly #parts: Parts;
  readonly #key: CurrentKey;
  readonly #stop: AbortSignal;
  #cannotRenew: CannotRenew | null = null;
  #isAsked = false;
  /** Whether the candidate was tried since the key was last accepted or waited for. */
  #wasTried = false;
  #notBeforeMs = 0;

  constructor(parts: Parts, key: CurrentKey, stop: AbortSignal) {
    this.#parts = parts;
    this.#key = key;
    this.#stop = stop;
  }

  /** Why the renewal that the last answer asked for is not possible; null when it is, or none was asked for. */
  get cannotRenew(): CannotRenew | null {
    return this.#isAsked ? this.#cannotRenew : null;
  }

  /** Puts the candidate that an earlier process has left on trial. Call it once the key was read. */
  async resume(): Promise<void> {
    const candidate = await this.#candidate();
    if (candidate === null) return;
    this.#wasTried = true;
    this.#key.try(candidate);
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
        return this.#renewIfAsked(outcome.answer);
      case "refused":
        this.#isAsked = false;
        return DEAD.has(outcome.reason) && this.#tryOnce();
      case "unreachable":
      case "invalidInput":
        this.#isAsked = false;
        return false;
    }
  }

  async #afterTrial(outcome: SyncOutcome): Promise<boolean> {
    if (outcome.kind === "refused") {
      this.#key.endTrial("refused");
      if (DEAD.has(outcome.reason)) await this.#parts.source.candidates?.discard().catch(() => {});
      return true;
    }
    if (outcome.kind !== "synced") return false;
    this.#isAsked = asksToRenew(outcome.answer);
    try {
      await this.#parts.source.candidates?.adopt();
      this.#key.endTrial("adopted");
    } catch (error) {
      // The candidate stays where it is, and is found there by the next process.
      this.#cannotRenew = cannotRenewBecause(error);
    }
    return false;
  }

  async #tryOnce(): Promise<boolean> {
    const candidate = this.#wasTried ? null : await this.#candidate();
    if (candidate === null) return false;
    this.#wasTried = true;
    this.#key.try(candidate);
    return true;
  }

  async #renewIfAsked(answer: SyncOutput): Promise<boolean> {
    this.#isAsked = asksToRenew(answer);
    if (!this.#isAsked || this.#parts.clock.monotonicMs() < this.#notBeforeMs) return false;
    const candidate = await this.#storedCandidate();
    return candidate !== null && this.#settle(await this.#ask(candidate), candidate);
  }

  /** The candidate, which is stored; null when that is not possible. */
  async #storedCandidate(): Promise<string | null> {
    const { candidates, cannotRenew } = this.#parts.source;
    const key = this.#key.ofSource;
    if (candidates === undefined || key === null) {
      this.#cannotRenew = cannotRenew ?? "not_a_file";
      return null;
    }
    try {
      const candidate = (await candidates.read(key)) ?? makeSecret();
      await candidates.write(candidate, key);
      this.#cannotRenew = null;
      return candidate;
    } catch (error) {
      this.#cannotRenew = cannotRenewBecause(error);
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
    const { source, clock } = this.#parts;
    switch (outcome.kind) {
      case "renewed":
        this.#key.try(candidate);
        return true;
      case "unjudged":
        this.#notBeforeMs = clock.monotonicMs() + (outcome.retryAfterMs ?? 0);
        return false;
      case "refused":
        this.#notBeforeMs = clock.monotonicMs() + ASK_AGAIN_MS;
        if (outcome.reason === "key_exists") await source.candidates?.discard().catch(() => {});
        return false;
    }
  }

  async #candidate(): Promise<string | null> {
    const key = this.#key.ofSource;
    return key === null ? null : ((await this.#parts.source.candidates?.read(key).catch(() => null)) ?? null);
  }
}

function asksToRenew({ instructions, key }: SyncOutput): boolean {
  return instructions.some(({ kind, keyId }) => kind === "renew" && keyId === key.id);
}
