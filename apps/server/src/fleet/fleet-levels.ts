import type { FleetLevels } from "./read-fleet-levels.ts";

/** Milliseconds for which levels are kept: a scrape within that time gets the same. */
const FRESH_FOR_MS = 10_000;

/**
 * Remembers the levels for a while, so that scrapes cost the database little. @returns null where they can't be read now: a
 * scrape has all other metrics then.
 */
export function rememberFleetLevels(read: () => Promise<FleetLevels>, monotonicMs: () => number) {
  let known: { readonly at: number; readonly levels: Promise<FleetLevels | null> } | null = null;
  return (): Promise<FleetLevels | null> => {
    if (known === null || monotonicMs() - known.at > FRESH_FOR_MS) {
      known = { at: monotonicMs(), levels: read().catch(() => null) };
    }
    return known.levels;
  };
}
