import type { ExecutorConnection } from "../connect/executor-connection.ts";
import { watchdogIntervalMs, type Notify } from "./service-manager.ts";

interface Reporting {
  readonly notify: Notify;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly processId: number;
  readonly isAlive: () => boolean;
}

/**
 * Keeps systemd informed: ready at once (the server may be away for long, and that is no failure to start), the state in
 * words at each change, the watchdog for as long as the connection is alive.
 */
export function reportToSystemd(connection: ExecutorConnection, reporting: Reporting): void {
  const { notify } = reporting;
  const status = (words: string): void => notify(`STATUS=${words}`);
  connection.on("online", ({ answer }) => status(`Online as ${answer.executor.name}, key ${answer.key.id}`));
  connection.on("rebound", ({ answer }) => status(`Online as ${answer.executor.name}, key ${answer.key.id}`));
  connection.on("refused", ({ reason, message }) => status(`Refused (${reason}): ${message}`));
  connection.on("unreachable", ({ cause, message }) => status(`No sync (${cause}): ${message}`));
  const everyMs = watchdogIntervalMs(reporting.environment, reporting.processId);
  const timer = everyMs === null ? null : setInterval(() => reporting.isAlive() && notify("WATCHDOG=1"), everyMs);
  connection.on("ended", () => {
    if (timer !== null) clearInterval(timer);
    notify("STOPPING=1");
  });
  notify("READY=1", "STATUS=Connecting");
}
