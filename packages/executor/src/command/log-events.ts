import type { ConnectionEvents } from "../connect/connection-events.ts";
import type { ExecutorConnection } from "../connect/executor-connection.ts";
import type { Log } from "./log.ts";
import { WORDS, type Line } from "./words.ts";

/** Writes a line for each change of a connection's state. */
export function logEvents(connection: ExecutorConnection, url: string, log: Log): void {
  for (const event of Object.keys(WORDS) as (keyof typeof WORDS)[]) {
    const words = WORDS[event] as (occurrence: ConnectionEvents[typeof event][0], url: string) => Line;
    connection.on(event, (occurrence: ConnectionEvents[typeof event][0]) => {
      const { level, message, fields } = words(occurrence, url);
      log(level, message, fields);
    });
  }
}
