import type { LogServer } from "./log-server.ts";
import type { SeenLog } from "./seen-log.ts";
import { TryAgain } from "./witness-failure.ts";

/** Reads the log from its beginning. @returns the first row that a witness has seen and that the log does not have. */
export async function findFirstLost(server: LogServer, seen: SeenLog, signal: AbortSignal): Promise<number> {
  const stopping = new AbortController();
  const rows = await server.follow({ sequence: 0, hash: "" }, AbortSignal.any([signal, stopping.signal]));
  if ("reason" in rows) throw new TryAgain("The server refused to send its log from the beginning.");
  try {
    let next = 1;
    for await (const row of rows) {
      if (next > seen.head.sequence) break;
      if (row === null || row.sequence !== next || row.hash !== seen.hashAt(next)) return next;
      next += 1;
    }
    throw new TryAgain("The connection broke off while the log was compared.");
  } finally {
    stopping.abort();
  }
}
