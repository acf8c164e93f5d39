import type { Clock } from "../clock.ts";

/** Milliseconds between two rounds. */
const ROUND_MS = 500;
/** Keys of one round. */
const KEYS_PER_ROUND = 500;
/** Keys that wait at most, of all addresses together; each address has an equal share. */
const MAX_WAITING = 5_000;

interface Options<Lookup> {
  /** Looks up the keys of a round with one read, in their order. */
  readonly lookUpAll: (secretHashes: readonly string[]) => readonly Promise<Lookup>[];
  readonly after: Clock["after"];
}

interface Waiting<Lookup> {
  readonly result: Promise<Lookup>;
  readonly resolve: (lookup: Promise<Lookup>) => void;
}

/**
 * Looks up keys for addresses that presented too many unknown ones: a good key among them is found within a short wait,
 * and all unknown ones together cost one read in half a second, from any number of addresses. The addresses
 * take turns, so none waits for the many keys of another.
 */
export class LookUpRounds<Lookup> {
  readonly #options: Options<Lookup>;
  /** By address, in the order of their turns; by hash, in the order they came. */
  readonly #waiting = new Map<string, Map<string, Waiting<Lookup>>>();
  #isRunning = false;

  constructor(options: Options<Lookup>) {
    this.#options = options;
  }

  /** @returns null when as many keys wait for the address as may. */
  join(sourceAddress: string, secretHash: string): Promise<Lookup> | null {
    const ofAddress = this.#waiting.get(sourceAddress) ?? new Map<string, Waiting<Lookup>>();
    const known = ofAddress.get(secretHash);
    if (known !== undefined) return known.result;
    if (ofAddress.size > 0 && ofAddress.size >= MAX_WAITING / this.#waiting.size) return null;
    const waiting = createWaiting<Lookup>();
    this.#waiting.set(sourceAddress, ofAddress.set(secretHash, waiting));
    this.#runSoon();
    return waiting.result;
  }

  #runSoon(): void {
    if (this.#isRunning || this.#waiting.size === 0) return;
    this.#isRunning = true;
    this.#options.after(ROUND_MS, () => {
      const round = this.#takeRound();
      const lookups = this.#options.lookUpAll(round.map(([secretHash]) => secretHash));
      round.forEach(([, { resolve }], index) => resolve(lookups[index] as Promise<Lookup>));
      void Promise.allSettled(lookups).then(() => {
        this.#isRunning = false;
        this.#runSoon();
      });
    });
  }

  /** One key of each address in turn, until there are enough. */
  #takeRound(): [string, Waiting<Lookup>][] {
    const round: [string, Waiting<Lookup>][] = [];
    while (round.length < KEYS_PER_ROUND) {
      const [next] = this.#waiting;
      if (next === undefined) break;
      const [address, ofAddress] = next;
      this.#waiting.delete(address);
      const [first] = ofAddress;
      if (first === undefined) continue;
      ofAddress.delete(first[0]);
      round.push(first);
      if (ofAddress.size > 0) this.#waiting.set(address, ofAddress);
    }
    return round;
  }
}

function createWaiting<Lookup>(): Waiting<Lookup> {
  let resolve: Waiting<Lookup>["resolve"] = () => undefined;
  const result = new Promise<Lookup>((settle) => (resolve = settle));
  return { result, resolve };
}
