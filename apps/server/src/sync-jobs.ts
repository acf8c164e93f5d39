import type { BackgroundJob } from "./background-work.ts";
import type { DatabaseWatch } from "./database-watch.ts";
import type { SyncJournal } from "./executor-authentication/sync-journal.ts";
import { PRESENCE_TICK_MS, type PresenceTicks } from "./live/presence-ticks.ts";
import type { DatabaseManagementKeys } from "./management-keys/management-key-access.ts";

const WATCH_DATABASE_MS = 1_000;
const FLUSH_MS = 1_000;
const NOTICE_SILENCE_MS = 5_000;

interface Options {
  readonly databaseWatch: Pick<DatabaseWatch, "look">;
  readonly journal: Pick<SyncJournal, "flush">;
  readonly managementKeys: Pick<DatabaseManagementKeys, "flush">;
  readonly presenceTicks: Pick<PresenceTicks, "tick">;
  readonly noticeSilence: () => Promise<number>;
}

/** What follows from requests, and is done beside them. */
export function createSyncJobs(options: Options): BackgroundJob[] {
  const { databaseWatch, journal, managementKeys, presenceTicks, noticeSilence } = options;
  return [
    { everyMs: WATCH_DATABASE_MS, failure: "the database could not be tried", run: () => databaseWatch.look() },
    { everyMs: FLUSH_MS, failure: "what became of syncs could not be written", run: () => journal.flush() },
    { everyMs: FLUSH_MS, failure: "uses of management keys could not be written", run: () => managementKeys.flush() },
    { everyMs: PRESENCE_TICK_MS, failure: "syncs could not be published", run: () => presenceTicks.tick() },
    { everyMs: NOTICE_SILENCE_MS, failure: "silent executors could not be noticed", run: noticeSilence },
  ];
}
