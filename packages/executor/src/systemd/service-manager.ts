import { createRequire } from "node:module";
import type childProcess from "node:child_process";
import { plainText } from "../sync/plain-text.ts";

const require = createRequire(import.meta.url);

const MISSING = "the program systemd-notify is missing";

/** Sends assignments such as `READY=1` to systemd. */
export type Notify = (...assignments: string[]) => void;

interface ServiceManager {
  readonly notify: Notify;
  /** Resolves once every assignment has been sent. A process that ends earlier is not known to have stopped. */
  flush(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Notifies systemd (sd_notify) when it asks for that; null otherwise.
 * Node has no Unix datagram sockets, so `systemd-notify` sends for this process. The unit needs `NotifyAccess=all`. The
 * program gets nothing of the environment but the socket.
 */
export function serviceManager(environment: Environment, onProblem: (words: string) => void): ServiceManager | null {
  const { NOTIFY_SOCKET, PATH } = environment;
  if (!NOTIFY_SOCKET) return null;
  const { execFile } = require("node:child_process") as typeof childProcess;
  const env = { NOTIFY_SOCKET, PATH: PATH ?? "/usr/bin:/bin" };
  let hasFailed = false;
  const send = (assignments: string[]): Promise<void> =>
    new Promise((resolve) => {
      execFile("systemd-notify", assignments, { env, timeout: 5000 }, (error) => {
        if (error !== null && !hasFailed)
          onProblem(error.code === "ENOENT" ? MISSING : (plainText(error.message) ?? ""));
        hasFailed ||= error !== null;
        resolve();
      });
    });
  // One after another, so that states arrive in order. A later value of a variable replaces one that still waits, so that
  // little waits when systemd is slow.
  const waiting = new Map<string, string>();
  let sending: Promise<void> | null = null;
  const sendAll = async (): Promise<void> => {
    while (waiting.size > 0) {
      const assignments = [...waiting.values()];
      waiting.clear();
      await send(assignments);
    }
    sending = null;
  };
  return {
    notify: (...assignments) => {
      for (const assignment of assignments) waiting.set(assignment.split("=", 1)[0] ?? "", assignment);
      sending ??= sendAll();
    },
    flush: async () => sending ?? undefined,
  };
}

/**
 * How often this process notifies the watchdog of systemd: half of `WATCHDOG_USEC`, as sd_watchdog_enabled(3) advises.
 * @returns milliseconds, or null when there is no watchdog for this process
 */
export function watchdogIntervalMs({ WATCHDOG_USEC, WATCHDOG_PID }: Environment, processId: number): number | null {
  if (WATCHDOG_PID && WATCHDOG_PID !== String(processId)) return null;
  const microseconds = Number(WATCHDOG_USEC);
  return microseconds > 0 ? microseconds / 2000 : null;
}
