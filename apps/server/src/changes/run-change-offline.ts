import type { RunChange } from "@excalibur/api/server";
import type { Database } from "@excalibur/db";
import { StaleWhileRevalidate } from "../stores/stale-while-revalidate.ts";
import { createRunChange } from "./run-change.ts";

/** For data that no server uses: no process and no subscriber must be notified of a change. */
export function runChangeOffline(database: Database, now: () => Date): RunChange {
  return createRunChange({
    database,
    scans: new StaleWhileRevalidate(),
    now,
    live: { publish: () => undefined, recheckAccess: () => undefined },
    forget: () => undefined,
    waitUntilEnforced: async () => ({ enforcedAt: now(), acknowledged: 0, expiredLeases: 0 }),
  });
}
