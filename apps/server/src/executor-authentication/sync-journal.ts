import {
  writeHours,
  writeKeyRefusals,
  writeKeySources,
  writeKeyTries,
  writeLastSeen,
  writeMinute,
  type Database,
  type OtherInstance,
} from "@excalibur/db";
import { OFFLINE_AFTER_MS } from "@excalibur/api/contract";
import {
  firstKeptMinute,
  noteLockOuts,
  noteNewAddresses,
  noteRefusedExecutors,
  type KeyRefusalReason,
  type KnownSync,
  type Services,
  type SyncRecorder,
  type UnknownSync,
} from "@excalibur/api/server";
import type { DatabaseWatch } from "../database-watch.ts";
import type { PresenceTicks } from "../live/presence-ticks.ts";
import type { Metrics } from "../metrics.ts";
import { KeyTries } from "./key-tries.ts";
import { KeyUses } from "./key-uses.ts";
import { LockOuts } from "./lock-outs.ts";
import { MinuteCounter } from "./minute-counter.ts";
import { PresenceBuffer } from "./presence-buffer.ts";
import { RefusedTries } from "./refused-tries.ts";

interface Options {
  readonly database: Database;
  readonly ticks: PresenceTicks;
  readonly metrics: Pick<Metrics, "presenceRowsWritten">;
  readonly now: () => Date;
  readonly monotonicMs: () => number;
  /** What writes events of syncs: there once the server has started. */
  readonly services: () => Services;
  /** An executor's row names another instance than the one that was seen here with this key. */
  readonly onOtherInstance: (keyId: string, other: OtherInstance) => void;
  readonly databaseWatch: Pick<DatabaseWatch, "logFailure">;
}

/** What becomes of syncs with known keys: by row, who was seen or refused, and when; by minute, how many there were. */
export class SyncJournal implements SyncRecorder {
  readonly #presence: PresenceBuffer;
  readonly #minutes: MinuteCounter;
  readonly #refusedTries: RefusedTries;
  readonly #uses: KeyUses;
  readonly #tries: KeyTries;
  readonly #lockOuts: LockOuts;
  #flushing = Promise.resolve();

  constructor({ database, services, ticks, metrics, now, monotonicMs, databaseWatch, onOtherInstance }: Options) {
    this.#presence = new PresenceBuffer({
      write: async ({ executors, keys, refusals }) => {
        const { otherInstances } = await writeLastSeen(database, { executors, keys });
        for (const other of otherInstances) {
          const seen = executors.find(({ id }) => id === other.executorId);
          if (seen !== undefined) onOtherInstance(seen.keyId, other);
        }
        await writeKeyRefusals(database, refusals);
        ticks.note("executors", executors);
        ticks.note("keys", [...keys, ...refusals]);
        metrics.presenceRowsWritten(executors.length + keys.length + refusals.length);
      },
      monotonicMs,
      onWriteFailed: (error) => databaseWatch.logFailure(error, "last seen could not be written; it is kept for later"),
    });
    this.#minutes = new MinuteCounter({
      write: (at, counts) => {
        const onlineAfter = new Date(now().getTime() - OFFLINE_AFTER_MS);
        return writeMinute(database, { at, counts, onlineAfter, keptFrom: firstKeptMinute(now()) });
      },
      now,
      onWriteFailed: (error) => databaseWatch.logFailure(error, "a minute of syncs could not be written"),
    });
    this.#refusedTries = new RefusedTries({
      write: (refusals) => noteRefusedExecutors(services(), refusals),
      monotonicMs,
      onWriteFailed: (error) => databaseWatch.logFailure(error, "refused executors could not be written"),
    });
    this.#uses = new KeyUses({
      onNew: (keys) => ticks.note("keys", keys),
      write: (uses, { mayBeNew }) => writeKeySources(database, uses, { mayBeNew }),
      writeHours: (hours) => writeHours(database, hours),
      noteNew: (sources) => noteNewAddresses(services(), sources),
      now,
      onWriteFailed: (error) => databaseWatch.logFailure(error, "the addresses of uses could not be written"),
    });
    this.#tries = new KeyTries({
      onWritten: (keys) => ticks.note("keys", keys),
      write: (tries) => writeKeyTries(database, tries),
      writeHours: (hours) => writeHours(database, hours),
      monotonicMs,
      onWriteFailed: (error) => databaseWatch.logFailure(error, "the addresses of refusals could not be written"),
    });
    this.#lockOuts = new LockOuts({
      write: (claims) => noteLockOuts(services(), claims),
      monotonicMs,
      onWriteFailed: (error) => databaseWatch.logFailure(error, "executors with unknown keys could not be written"),
    });
  }

  seen(sync: KnownSync, executorId: string): void {
    const { organizationId, keyId } = sync.credential;
    this.#presence.seen(organizationId, executorId, keyId, sync.request.instanceId ?? null, sync.now);
    this.#uses.accepted(sync, executorId);
    this.#minutes.accepted(organizationId, sync.now);
  }

  recorded(sync: KnownSync, executorId: string): void {
    const { organizationId, keyId } = sync.credential;
    this.#presence.recorded(organizationId, executorId, keyId, sync.now);
    this.#uses.accepted(sync, executorId);
    this.#minutes.accepted(organizationId, sync.now);
  }

  refused(sync: KnownSync, reason: KeyRefusalReason): void {
    const { organizationId, keyId } = sync.credential;
    const refusal = { organizationId, keyId, reason, executorName: sync.request.name, at: sync.now };
    this.#presence.refused(refusal);
    this.#refusedTries.note(refusal);
    this.#tries.refused(sync, reason);
    this.#minutes.refused(organizationId, sync.now);
  }

  unknown(sync: UnknownSync, lastAccepted: string | undefined): void {
    this.#lockOuts.note(sync, lastAccepted);
  }

  /** Writes what is due, after what is being written; with `everything`, what is not due yet too. Meant for every second. */
  flush(options?: { everything?: boolean }): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#flush(options));
    return this.#flushing;
  }

  async #flush(options?: { everything?: boolean }): Promise<void> {
    await this.#presence.flush(options);
    await this.#uses.flush(options);
    await this.#tries.flush(options);
    await this.#minutes.flush(options);
    await this.#refusedTries.flush();
    await this.#lockOuts.flush();
  }
}
