import { randomUUID } from "node:crypto";
import type { SyncInput } from "@excalibur/api/contract";
import { fixedKey, type CredentialSource } from "../credential/credential-source.ts";
import { httpFetch } from "../sync/http-fetch.ts";
import type { SyncFetch } from "../sync/sync-fetch.ts";
import { systemClock, type Clock } from "./clock.ts";
import { ExecutorConnection } from "./executor-connection.ts";
import { DEFAULT_PACE, type Pace } from "./pace.ts";

/** What a connection needs to know. */
export interface ConnectOptions extends Omit<SyncInput, "instanceId"> {
  /** Address of the Excalibur server, such as `https://excalibur.example.com`. */
  readonly url: string;
  /** The key itself, or where it comes from (`keyFile(path)`): a source is read again when it changes. */
  readonly credential: string | CredentialSource;
  /** End at the first refusal that a fresh look at the key did not mend, instead of trying once a minute. */
  readonly exitOnRefusal?: boolean;
  /** How long one sync may take; the default is 10 s. */
  readonly timeoutMs?: number;
  readonly pace?: Partial<Pace>;
  /** For tests, and for sending through something else. The global `fetch` fits. */
  readonly fetch?: SyncFetch;
  readonly clock?: Clock;
  /** In [0, 1), like `Math.random`. */
  readonly random?: () => number;
}

const DEFAULT_TIMEOUT_MS = 10_000;

/**
 * Connects an executor and keeps it connected: syncs at the server's interval, backs off, rereads its key.
 * Starts in a moment, so that listeners added right after the call miss nothing. Ends by `stop()`, by a key that can't be
 * read at the start, by an input the server finds invalid, or at a refusal with `exitOnRefusal`; see `finished`.
 */
export function connectExecutor(options: ConnectOptions): ExecutorConnection {
  const { url, credential, exitOnRefusal, timeoutMs, pace, fetch, clock, random, ...input } = options;
  return new ExecutorConnection({
    url,
    source: typeof credential === "string" ? fixedKey(credential) : credential,
    input: { ...input, instanceId: randomUUID() },
    policy: { pace: { ...DEFAULT_PACE, ...pace }, exitOnRefusal: exitOnRefusal ?? false },
    timeoutMs: timeoutMs ?? DEFAULT_TIMEOUT_MS,
    fetch: fetch ?? httpFetch(),
    clock: clock ?? systemClock(),
    random: random ?? Math.random,
  });
}
