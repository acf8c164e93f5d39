import type { SyncInput } from "@excalibur/api/contract";
import type { Clock } from "../connect/clock.ts";
import type { SyncOutcome } from "./outcome.ts";
import { postJson } from "./post-json.ts";
import { readAnswer } from "./read-answer.ts";
import type { SyncFetch } from "./sync-fetch.ts";

/** One attempt to sync. */
export interface SyncAttempt {
  /** Address of the server, to which `/v1/sync` is added. */
  readonly url: string;
  readonly input: SyncInput;
  readonly secret: string;
  /** Sent beside the usual ones. */
  readonly headers?: Record<string, string>;
  readonly timeoutMs: number;
  readonly fetch: SyncFetch;
  readonly clock: Clock;
  /** Ends the attempt early. */
  readonly signal: AbortSignal;
}

/** Sends one sync and returns its outcome. Never throws: a failed connection is an outcome too. */
export async function sendSync({ input, secret, ...attempt }: SyncAttempt): Promise<SyncOutcome> {
  const outcome = await postJson({ ...attempt, path: "/v1/sync", body: input, bearer: secret });
  if (outcome.kind === "answered") return readAnswer(outcome.answer, attempt.clock.now());
  const { cause, message } = outcome;
  return { kind: "unreachable", cause, message, retryAfterMs: null };
}
