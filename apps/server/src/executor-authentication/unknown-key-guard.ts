import type { Clock } from "../clock.ts";
import { networkOf } from "../limits/network-of.ts";
import { LookUpRounds } from "./look-up-rounds.ts";
import type { UnknownKeyLimit } from "./unknown-key-limit.ts";

interface RateLimited {
  readonly kind: "rateLimited";
  readonly retryAfterMs: number;
}

interface Options<Lookup> {
  /** Counts unknown keys by address: they are what costs a database read. */
  readonly unknownKeys: Pick<UnknownKeyLimit, "count" | "takeBack" | "waitMs">;
  /** Looks up many keys with one read, in their order. */
  readonly lookUpAll: (secretHashes: readonly string[]) => readonly Promise<Lookup>[];
  readonly after: Clock["after"];
}

/** How long an address with too many unknown keys is asked to wait when as many keys of it wait already as may. */
const CROWDED_RETRY_MS = 1_000;

/** Bounds what the unknown keys of an address cost. A good key from there is never refused for them: it waits for the next round. */
export class UnknownKeyGuard<Lookup extends { readonly kind: string }> {
  readonly #unknownKeys: Options<Lookup>["unknownKeys"];
  readonly #rounds: LookUpRounds<Lookup>;

  constructor({ unknownKeys, lookUpAll, after }: Options<Lookup>) {
    this.#unknownKeys = unknownKeys;
    this.#rounds = new LookUpRounds({ lookUpAll, after });
  }

  /**
   * Looks a key up: at once, or with the next round when its address has presented too many unknown keys.
   * @param lookUpNow reads the key; what it answers is unknown when its kind is `unknown`. Its errors are passed on.
   */
  async lookUp(
    secretHash: string,
    sourceAddress: string,
    lookUpNow: (secretHash: string) => Promise<Lookup>,
  ): Promise<Lookup | RateLimited> {
    const isCrowded = (await this.#unknownKeys.count(sourceAddress)) !== null;
    const reading = isCrowded ? this.#rounds.join(networkOf(sourceAddress), secretHash) : lookUpNow(secretHash);
    if (reading === null) return { kind: "rateLimited", retryAfterMs: CROWDED_RETRY_MS };
    let isUnknown = false;
    try {
      const lookup = await reading;
      isUnknown = lookup.kind === "unknown";
      const retryAfterMs = isUnknown && isCrowded ? await this.#unknownKeys.waitMs(sourceAddress) : null;
      return retryAfterMs === null ? lookup : { kind: "rateLimited", retryAfterMs };
    } finally {
      if (!isUnknown) await this.#unknownKeys.takeBack(sourceAddress);
    }
  }
}
