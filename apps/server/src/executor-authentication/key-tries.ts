import type { KeyRefusalReason, KnownSync } from "@excalibur/api/server";
import { MAX_KEY_TRIES, type HourCounts, type KeyTries as StoredTries } from "@excalibur/db";
import { byHour } from "./hour-counts.ts";

/** Milliseconds between two writes. */
const WRITE_EVERY_MS = 5_000;
/** Keys whose refusals wait to be written, at most. */
const MAX_KEYS = 1_000;

interface Waiting {
  readonly organizationId: string;
  /** By executor, address and reason; at most as many as are kept of a key. */
  readonly tries: Map<string, StoredTries>;
  refused: number;
  lastAt: Date;
}

interface Options {
  /** @returns which of them were made by executors that are bound to the key. */
  readonly write: (
    tries: StoredTries[],
  ) => Promise<readonly (StoredTries & { executorId: string; organizationId: string })[]>;
  /** Told which keys look different now. */
  readonly onWritten: (keys: readonly { id: string; organizationId: string }[]) => void;
  readonly writeHours: (hours: HourCounts[]) => Promise<void>;
  readonly monotonicMs: () => number;
  readonly onWriteFailed: (error: unknown) => void;
}

/** Counts refusals by key, executor, address and reason, off the request path, and writes them every 5 s. */
export class KeyTries {
  readonly #options: Options;
  #byKey = new Map<string, Waiting>();
  #wroteAtMs = Number.NEGATIVE_INFINITY;
  #writing = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  refused({ credential, request, now, sourceAddress: address }: KnownSync, reason: KeyRefusalReason): void {
    const { keyId, organizationId } = credential;
    let key = this.#byKey.get(keyId);
    if (key === undefined) {
      if (this.#byKey.size >= MAX_KEYS) return;
      this.#byKey.set(keyId, (key = { organizationId, tries: new Map(), refused: 0, lastAt: now }));
    }
    key.refused += 1;
    key.lastAt = now;
    const { name: executorName, host = null, version } = request;
    const id = `${executorName} ${address} ${reason}`;
    const tries = (key.tries.get(id)?.tries ?? 0) + 1;
    if (tries === 1 && key.tries.size >= MAX_KEY_TRIES) return;
    key.tries.set(id, { keyId, executorName, address, reason, host, version, at: now, tries });
  }

  /** Writes what is due, after what is being written. What could not be written is dropped: the next tries say the same. */
  flush({ everything = false }: { everything?: boolean } = {}): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write(everything));
    return this.#writing;
  }

  async #write(everything: boolean): Promise<void> {
    const nowMs = this.#options.monotonicMs();
    if (this.#byKey.size === 0 || (!everything && nowMs - this.#wroteAtMs < WRITE_EVERY_MS)) return;
    this.#wroteAtMs = nowMs;
    const taken = [...this.#byKey];
    this.#byKey = new Map();
    try {
      const ofExecutors = await this.#options.write(taken.flatMap(([, { tries }]) => [...tries.values()]));
      const keys = taken.map(([subjectId, { organizationId, lastAt, refused }]) => {
        return { subjectId, organizationId, at: lastAt, refused };
      });
      const executors = ofExecutors.map(({ executorId, organizationId, at, tries }) => {
        return { subjectId: executorId, organizationId, at, refused: tries };
      });
      await this.#options.writeHours(byHour([...keys, ...executors]));
      this.#options.onWritten(taken.map(([id, { organizationId }]) => ({ id, organizationId })));
    } catch (error) {
      this.#options.onWriteFailed(error);
    }
  }
}
