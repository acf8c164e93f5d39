import { isOver, minuteOf, sourceNetwork, type KeySource, type KnownSync } from "@excalibur/api/server";
import type { HourCounts, KeyUses as StoredUses } from "@excalibur/db";
import { byHour } from "./hour-counts.ts";

/** After this many without a use an executor is no longer remembered. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;
/** Executors that change their address or key between two writes. Of more than that the uses before the change are not counted. */
const MAX_LEFT = 10_000;

/** What an executor uses at present: a key, from an address. */
interface Pair {
  readonly organizationId: string;
  readonly keyId: string;
  readonly executorId: string;
  readonly executorName: string;
  readonly address: string;
  firstAt: Date;
  lastAt: Date;
  /** Since it was written last. */
  uses: number;
}

interface Options {
  readonly write: (uses: StoredUses[], options: { mayBeNew: boolean }) => Promise<void>;
  /** Told which keys have a source that is new to this process. */
  readonly onNew: (keys: readonly { id: string; organizationId: string }[]) => void;
  readonly writeHours: (hours: HourCounts[]) => Promise<void>;
  /** Told of uses that were just stored, and that no earlier write of this process has named. */
  readonly noteNew: (sources: readonly KeySource[]) => Promise<void>;
  readonly now: () => Date;
  readonly onWriteFailed: (error: unknown) => void;
}

/**
 * Counts uses by key, executor and address, off the request path. Pairs that are new to this process are written within a
 * second, all others once a minute: one statement for all of them, and one for their hours. A use of the pair before costs one look-up and no memory.
 */
export class KeyUses {
  readonly #options: Options;
  /** By executor. */
  readonly #present = new Map<string, Pair>();
  /** Pairs with uses to be written whose executor has another one now. */
  #left: Pair[] = [];
  /** Pairs not written by this process yet. */
  #fresh: Pair[] = [];
  /** Pairs that were left, by their texts: an executor that alternates between two addresses is no news. */
  readonly #known = new Set<string>();
  /** The minute in which everything was written last. */
  #minute: Date;
  #writing = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
    this.#minute = minuteOf(options.now());
  }

  accepted({ credential, request, now, sourceAddress }: KnownSync, executorId: string): void {
    const present = this.#present.get(executorId);
    if (present !== undefined && present.keyId === credential.keyId && present.address === sourceAddress) {
      if (present.uses === 0) present.firstAt = now;
      present.uses += 1;
      present.lastAt = now;
      return;
    }
    if (this.#left.length >= MAX_LEFT || this.#fresh.length >= MAX_LEFT * 100) return;
    if (present !== undefined) this.#left.push(present);
    const { organizationId, keyId } = credential;
    const { name: executorName } = request;
    const times = { firstAt: now, lastAt: now, uses: 1 };
    const pair = { organizationId, keyId, executorId, executorName, address: sourceAddress, ...times };
    this.#present.set(executorId, pair);
    this.#fresh.push(pair);
  }

  /** Writes what is due, after what is being written. What could not be written is counted on. */
  flush({ everything = false }: { everything?: boolean } = {}): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write(everything));
    return this.#writing;
  }

  async #write(everything: boolean): Promise<void> {
    const now = this.#options.now();
    const isAll = everything || isOver(this.#minute, now);
    const fresh = this.#fresh.filter((pair) => !this.#known.has(textOf(pair)));
    if (!isAll && fresh.length === 0) return;
    const pairs = isAll ? [...this.#left, ...this.#present.values()].filter(({ uses }) => uses > 0) : fresh;
    const taken = pairs.map((pair) => ({ ...pair }));
    const sources = fresh.map((pair) => ({ ...pair, network: sourceNetwork(pair.address) }));
    const left = this.#left.length;
    this.#fresh = [];
    try {
      if (taken.length > 0) await this.#options.write(storedUses(taken), { mayBeNew: fresh.length > 0 });
    } catch (error) {
      this.#fresh.push(...fresh);
      return this.#options.onWriteFailed(error);
    }
    for (const [index, { uses }] of taken.entries()) (pairs[index] as Pair).uses -= uses;
    if (isAll) this.#forget(left, now, taken);
    await this.#attempt(() => this.#options.writeHours(hoursOf(taken)));
    this.#options.onNew(sources.map(({ keyId: id, organizationId }) => ({ id, organizationId })));
    if (sources.length > 0) await this.#attempt(() => this.#options.noteNew(sources));
  }

  /** What fails here is lost: written again, the uses that it goes with would be counted twice. */
  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#options.onWriteFailed(error);
    }
  }

  #forget(left: number, now: Date, written: readonly Pair[]): void {
    this.#minute = minuteOf(now);
    if (this.#known.size > MAX_LEFT) this.#known.clear();
    for (const pair of this.#left.splice(0, left)) this.#known.add(textOf(pair));
    const latestMs = written.reduce((latest, { lastAt }) => Math.max(latest, lastAt.getTime()), 0);
    for (const [executorId, { uses, lastAt }] of this.#present) {
      if (uses === 0 && lastAt.getTime() < latestMs - FORGOTTEN_AFTER_MS) this.#present.delete(executorId);
    }
  }
}

function textOf({ keyId, executorName, address }: Pick<Pair, "keyId" | "executorName" | "address">): string {
  return `${keyId} ${executorName} ${address}`;
}

/** One row of each key, executor and address: an executor may have left an address and come back to it. */
function storedUses(pairs: readonly Pair[]): StoredUses[] {
  const rows = new Map<string, StoredUses>();
  for (const { keyId, executorName, address, firstAt, lastAt, uses } of pairs) {
    const text = textOf({ keyId, executorName, address });
    const known = rows.get(text);
    const network = known?.network ?? sourceNetwork(address);
    const times =
      known === undefined
        ? { firstAt, lastAt, uses }
        : {
            firstAt: firstAt < known.firstAt ? firstAt : known.firstAt,
            lastAt: lastAt > known.lastAt ? lastAt : known.lastAt,
            uses: uses + known.uses,
          };
    rows.set(text, { keyId, executorName, address, network, ...times });
  }
  return [...rows.values()];
}

/** Uses are counted in the hour of the latest of them: written once a minute, they are wrong by a minute at most. */
function hoursOf(pairs: readonly Pair[]): HourCounts[] {
  return byHour(
    pairs.flatMap(({ organizationId, keyId, executorId, lastAt: at, uses: syncs }) =>
      [keyId, executorId].map((subjectId) => ({ organizationId, subjectId, at, syncs })),
    ),
  );
}
