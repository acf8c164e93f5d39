import { countExecutorsUpTo, type Database } from "@excalibur/db";
import { StaleWhileRevalidate } from "./stale-while-revalidate.ts";

/** The scans over all executors of an organization of this server process. */
export function createScans({ client }: Database): StaleWhileRevalidate {
  return new StaleWhileRevalidate((...asked) => countExecutorsUpTo(client, ...asked));
}
