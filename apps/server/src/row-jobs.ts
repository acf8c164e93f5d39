import { endRetiredKeys, warnUnusedKeys, type Services } from "@excalibur/api/server";
import { sumKeyFacetCounts, type Database } from "@excalibur/db";
import type { BackgroundJob } from "./background-work.ts";
import type { Config } from "./config.ts";
import { ClockSteps } from "./clock-steps.ts";
import { forgetOldRows } from "./stores/forget-old-rows.ts";
import { pullBackInstants } from "./stores/pull-back-instants.ts";

const END_RETIRED_KEYS_MS = 5_000;
const WARN_UNUSED_MS = 10 * 60 * 1000;
const SUM_COUNTS_MS = 10 * 60 * 1000;
const REMIND_MS = 60 * 1000;
const FORGET_MS = 60 * 60 * 1000;

interface Options {
  readonly services: Services;
  readonly database: Database;
  readonly config: Pick<Config, "eventRetentionDays" | "addressRetentionDays">;
  /** Has channels told of keys that end, and of ended ones that are presented. */
  readonly remind: () => Promise<unknown>;
  readonly clocks: ConstructorParameters<typeof ClockSteps>[0];
}

/** What becomes of rows with time. Each is for good, so none of it is done by a clock that was just set. */
export function createRowJobs({ services, database, config, remind, clocks }: Options): BackgroundJob[] {
  const unlessClockWasSet = (run: () => Promise<unknown>) => {
    const steps = new ClockSteps(clocks);
    return async () => {
      if (!steps.wasSet()) await run();
    };
  };
  return [
    {
      everyMs: END_RETIRED_KEYS_MS,
      failure: "the ends of rotated and unused keys could not be written down",
      run: unlessClockWasSet(() => endRetiredKeys(services)),
    },
    {
      everyMs: WARN_UNUSED_MS,
      failure: "unused keys could not be found",
      run: unlessClockWasSet(() => warnUnusedKeys(services)),
    },
    // Each reminder is made once.
    { everyMs: REMIND_MS, failure: "keys that end could not be told", run: unlessClockWasSet(remind) },
    {
      everyMs: SUM_COUNTS_MS,
      failure: "the numbers of keys by creator, owner and label could not be summed",
      run: () => sumKeyFacetCounts(database),
    },
    {
      everyMs: FORGET_MS,
      failure: "old rows could not be deleted",
      run: unlessClockWasSet(async () => {
        // Another server's clock may have been wrong.
        await pullBackInstants(database, services.now());
        const { eventRetentionDays: eventDays, addressRetentionDays: addressDays } = config;
        await forgetOldRows(database, { now: services.now(), eventDays, addressDays });
      }),
    },
  ];
}
