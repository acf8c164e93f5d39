import type { ConnectionEvents, EndOfConnection } from "../connect/connection-events.ts";
import type { Level, LogFields } from "./log.ts";

export interface Line {
  readonly level: Level;
  readonly message: string;
  readonly fields: LogFields;
}

type LogLines = { [Event in keyof ConnectionEvents]?: (event: ConnectionEvents[Event][0], url: string) => Line };

/** The log line of each event that deserves one. */
export const LOG_LINES = {
  online: ({ answer, afterMs, attempts }, url) => ({
    level: "info",
    message:
      `Online at ${url} as ${answer.executor.name} (${answer.executor.id}) of organization ${answer.organization.slug}, ` +
      `with key ${answer.key.id}, ${expiry(answer.key.expiresAt)}.` +
      (afterMs === null ? "" : ` It took ${duration(afterMs)} and ${attempts} attempts.`),
    fields: {
      event: "online",
      executor: answer.executor.id,
      organization: answer.organization.slug,
      key: answer.key.id,
      keyExpiresAt: answer.key.expiresAt?.toISOString() ?? null,
    },
  }),
  rebound: ({ answer, previousKeyId }) => ({
    level: "info",
    message: `Moved to key ${answer.key.id}, ${expiry(answer.key.expiresAt)}; ${previousKeyId} is no longer used.`,
    fields: { event: "rebound", key: answer.key.id, previousKey: previousKeyId },
  }),
  refused: ({ reason, message, retryInMs }, url) => ({
    level: "error",
    message:
      `Refused by ${url} (${reason}): ${message}` + (retryInMs === null ? "" : ` Next try in ${duration(retryInMs)}.`),
    fields: { event: "refused", reason },
  }),
  unreachable: ({ cause, message, retryInMs }, url) => ({
    level: "warn",
    message: `No sync with ${url} (${cause}): ${message} The key is kept; next try in ${duration(retryInMs)}.`,
    fields: { event: "unreachable", cause },
  }),
  credentialChanged: ({ sourceName }) => ({
    level: "info",
    message: `There is another key now in ${sourceName}; using it.`,
    fields: { event: "credentialChanged" },
  }),
  credentialUnusable: ({ sourceName, problem }) => ({
    level: "warn",
    message: `Can't use ${sourceName}: ${problem}. Going on with the key read before.`,
    fields: { event: "credentialUnusable" },
  }),
  cannotRenew: ({ sourceName, reason, words }) => ({
    level: "warn",
    message: `The server asks for a new key, which can't be stored in ${sourceName}: ${words}. Nothing was asked for; the key stays in use.`,
    fields: { event: "cannotRenew", reason },
  }),
} satisfies LogLines;

/** Why the command ends by itself. */
export function endLine(end: Exclude<EndOfConnection, { kind: "stopped" }>): string {
  switch (end.kind) {
    case "refused":
      return `Ending because the server refused (${end.reason}), as --exit-on-refusal asks for.`;
    case "invalidInput":
      return `The server refused this executor's facts: ${end.message} Change the configuration.`;
    case "credentialUnusable":
      return `Can't use ${end.sourceName}: ${end.problem}.`;
  }
}

/** A length of time to the precision people care for. */
export function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 1) return "less than a second";
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}

function expiry(expiresAt: Date | null): string {
  return expiresAt === null ? "which does not expire" : `which expires at ${expiresAt.toISOString()}`;
}

/** Says that a renewed key would be lost, before one is. */
export function shortLivedLine(storage: string, problem: string): string {
  return `A renewed key in ${storage} does not last: ${problem}. The key before it is dead then. Name a folder that lasts with --state-dir.`;
}
