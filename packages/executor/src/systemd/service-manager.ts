import { createRequire } from "node:module";
import type childProcess from "node:child_process";
import { plainText } from "../sync/plain-text.ts";

const require = createRequire(import.meta.url);

const MISSING = "the program systemd-notify is missing";

/** Sends assignments such as `READY=1` to systemd. */
export type Notify = (...assignments: string[]) => void;

interface ServiceManager {
  readonly notify: Notify;
  /** Resolves once everything has been told: whoever ends before that is never known to have stopped. */
  allTold(): Promise<void>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A way to talk to systemd (sd_notify), if it waits for that; null otherwise.
 * Node has no datagram sockets of the file system, so `systemd-notify` speaks for this process; the unit needs
 * `NotifyAccess=all`. The program gets nothing of the environment but the socket.
 */
export function serviceManager(environment: Environment, onProblem: (words: string) => void): ServiceManager | null {
  const { NOTIFY_SOCKET, PATH } = environment;
  if (!NOTIFY_SOCKET) return null;
  const { execFile } = require("node:child_process") as typeof childProcess;
  const env = { NOTIFY_SOCKET, PATH: PATH ?? "/usr/bin:/bin" };
  let told = false;
  const send = (assignments: string[]): Promise<void> =>
    new Promise((resolve) => {
      execFile("systemd-notify", assignments, { env, timeout: 5000 }, (error) => {
        if (error !== null && !told) onProblem(error.code === "ENOENT" ? MISSING : (plainText(error.message) ?? ""));
        told ||= error !== null;
        resolve();
      });
    });
  // One after another: a state must not be overtaken by the one before it. What has not been told when a later word on the
  // same thing comes is out of date, so however slowly systemd listens, little ever waits.
  const waiting = new Map<string, string>();
  let telling: Promise<void> | null = null;
  const tellAll = async (): Promise<void> => {
    while (waiting.size > 0) {
      const assignments = [...waiting.values()];
      waiting.clear();
      await send(assignments);
    }
    telling = null;
  };
  return {
    notify: (...assignments) => {
      for (const assignment of assignments) waiting.set(assignment.split("=", 1)[0] ?? "", assignment);
      telling ??= tellAll();
    },
    allTold: async () => telling ?? undefined,
  };
}

/**
 * How often systemd wants to hear from this process: half of `WATCHDOG_USEC`, as sd_watchdog_enabled(3) advises.
 * @returns milliseconds, or null when there is no watchdog for this process
 */
export function watchdogIntervalMs({ WATCHDOG_USEC, WATCHDOG_PID }: Environment, processId: number): number | null {
  if (WATCHDOG_PID && WATCHDOG_PID !== String(processId)) return null;
  const microseconds = Number(WATCHDOG_USEC);
  return microseconds > 0 ? microseconds / 2000 : null;
}
