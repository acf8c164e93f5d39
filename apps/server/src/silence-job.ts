import { noticeSilentExecutors, type Services } from "@excalibur/api/server";
import type { Database } from "@excalibur/db";
import { ClockSteps } from "./clock-steps.ts";
import type { SyncJournal } from "./executor-authentication/sync-journal.ts";
import { pullBackInstants } from "./stores/pull-back-instants.ts";

interface Options {
  readonly services: Services;
  readonly database: Database;
  readonly journal: Pick<SyncJournal, "flush">;
  readonly clocks: ConstructorParameters<typeof ClockSteps>[0];
  /** After the clock was set, stored times do not show the executors' silence: it is counted again from then on. */
  readonly onClockSet: () => void;
}

/**
 * Notices silent executors, and what a wrong clock has written: at its first run, and after each time the clock was set.
 * @returns to be called every few seconds; gives how many executors were noticed.
 */
export function createSilenceJob({ services, database, journal, clocks, onClockSet }: Options): () => Promise<number> {
  const steps = new ClockSteps(clocks);
  let mayLieAhead = true;
  return async () => {
    if (steps.wasSet()) {
      mayLieAhead = true;
      onClockSet();
    }
    if (mayLieAhead) {
      // What was seen by the wrong clock is written first, so that it is set back as well.
      await journal.flush({ everything: true });
      await pullBackInstants(database, services.now());
      mayLieAhead = false;
    }
    return noticeSilentExecutors(services);
  };
}
