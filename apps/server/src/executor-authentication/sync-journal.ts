import { writeKeyRefusals, writeLastSeen, writeMinute, type Database, type OtherInstance } from "@excalibur/db";
import { OFFLINE_AFTER_MS } from "@excalibur/api/contract";
import { firstKeptMinute, type KeyRefusal, type PresenceRecorder } from "@excalibur/api/server";
import type { DatabaseWatch } from "../database-watch.ts";
import type { PresenceTicks } from "../live/presence-ticks.ts";
import type { Metrics } from "../metrics.ts";
import { MinuteCounter } from "./minute-counter.ts";
import { PresenceBuffer } from "./presence-buffer.ts";
import { RefusedTries } from "./refused-tries.ts";

interface Options {
  readonly database: Database;
  readonly ticks: PresenceTicks;
  readonly metrics: Pick<Metrics, "presenceRowsWritten">;
  readonly now: () => Date;
  readonly monotonicMs: () => number;
  /** Writes down executors that go on trying and are refused. */
  readonly noteRefused: (refusals: readonly KeyRefusal[]) => Promise<void>;
  /** An executor's row names another instance than the one that was seen here with this key. */
  readonly onOtherInstance: (keyId: string, other: OtherInstance) => void;
  readonly databaseWatch: Pick<DatabaseWatch, "logFailure">;
}

/** What becomes of syncs with known keys: by row, who was seen or refused, and when; by minute, how many there were. */
export class SyncJournal implements PresenceRecorder {
  readonly #presence: PresenceBuffer;
  readonly #minutes: MinuteCounter;
  readonly #refusedTries: RefusedTries;

  constructor({ database, ticks, metrics, now, monotonicMs, databaseWatch, onOtherInstance, noteRefused }: Options) {
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
      write: noteRefused,
      monotonicMs,
      onWriteFailed: (error) => databaseWatch.logFailure(error, "refused executors could not be written"),
    });
  }

  seen(organizationId: string, executorId: string, keyId: string, instanceId: string | null, at: Date): void {
    this.#presence.seen(organizationId, executorId, keyId, instanceId, at);
    this.#minutes.accepted(organizationId, at);
  }

  recorded(organizationId: string, executorId: string, keyId: string, at: Date): void {
    this.#presence.recorded(organizationId, executorId, keyId, at);
    this.#minutes.accepted(organizationId, at);
  }

  refused(refusal: KeyRefusal): void {
    this.#presence.refused(refusal);
    this.#refusedTries.note(refusal);
    this.#minutes.refused(refusal.organizationId, refusal.at);
  }

  /** Writes what is due; with `everything`, what is not due yet too. Meant to be called every second. */
  async flush(options?: { everything?: boolean }): Promise<void> {
    await this.#presence.flush(options);
    await this.#minutes.flush(options);
    await this.#refusedTries.flush();
  }
}
