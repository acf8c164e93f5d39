import type { IncomingMessage } from "node:http";
import type { SyncInput, SyncOutput } from "@excalibur/api/contract";

/** Header names and values in turn, as `writeHead` takes them. */
export type FlatHeaders = readonly (string | number)[];

export interface FailedSync {
  readonly status: number;
  readonly headers: FlatHeaders;
  readonly body: string;
}

/** One of the two ways to send a sync over HTTP. */
export interface SyncEndpoint {
  /** Sent with every answer, beside what the whole server sends. */
  readonly headers: FlatHeaders;
  /** Whether the endpoint answers a request, judged by its head alone; else Fastify does. */
  readonly takes: (request: IncomingMessage) => boolean;
  /** Checks the head's fields about the body. @throws RequestProblem */
  readonly checkHead: (request: IncomingMessage) => void;
  /**
   * @returns the input in a body; null when Fastify has to answer after all.
   * @throws RequestProblem or Refusal when it can't be used.
   */
  readonly readInput: (text: string) => SyncInput | null;
  readonly accepted: (output: SyncOutput) => string;
  /** @param error a Refusal, a RequestProblem, or a fault that the client learns nothing of. */
  readonly failed: (error: unknown, requestId: string) => FailedSync;
}

export const NO_STORE = ["cache-control", "no-store"] as const;

/** What JSON writes as it is. */
const PLAIN_TEXT = /^[\w.-]*$/;

/**
 * `JSON.stringify(output)`, several times faster: the ids and the name are of alphabets that JSON writes as they are, only
 * the slug may need an escape.
 */
export function writeOutput({
  executor,
  organization,
  key,
  serverTime,
  nextSyncInMs,
  instructions,
}: SyncOutput): string {
  const { slug } = organization;
  const expiresAt = key.expiresAt === null ? "null" : `"${key.expiresAt.toISOString()}"`;
  return (
    `{"executor":{"id":"${executor.id}","name":"${executor.name}"},` +
    `"organization":{"id":"${organization.id}","slug":${PLAIN_TEXT.test(slug) ? `"${slug}"` : JSON.stringify(slug)}},` +
    `"key":{"id":"${key.id}","expiresAt":${expiresAt}},"serverTime":"${instantText(serverTime)}",` +
    `"nextSyncInMs":${nextSyncInMs},"instructions":${instructions.length === 0 ? "[]" : JSON.stringify(instructions)}}`
  );
}

let lastInstantMs = Number.NaN;
let lastInstantText = "";

/** `toISOString()`, once for all answers of the same millisecond. */
function instantText(instant: Date): string {
  const ms = instant.getTime();
  if (ms !== lastInstantMs) {
    lastInstantMs = ms;
    lastInstantText = instant.toISOString();
  }
  return lastInstantText;
}
