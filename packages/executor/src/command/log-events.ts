import type { ConnectionEvents } from "../connect/connection-events.ts";
import type { ExecutorConnection } from "../connect/executor-connection.ts";
import type { Log } from "./log.ts";
import { LOG_LINES, type Line } from "./log-lines.ts";

/** Writes a line for each change of a connection's state. */
export function logEvents(connection: ExecutorConnection, url: string, log: Log): void {
  for (const event of Object.keys(LOG_LINES) as (keyof typeof LOG_LINES)[]) {
    const words = LOG_LINES[event] as (occurrence: ConnectionEvents[typeof event][0], url: string) => Line;
    connection.on(event, (occurrence: ConnectionEvents[typeof event][0]) => {
      const { level, message, fields } = words(occurrence, url);
      log(level, message, fields);
    });
  }
}
