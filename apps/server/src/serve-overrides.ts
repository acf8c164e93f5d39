import type { DestinationStream } from "pino";
import type { HttpTimeouts } from "./http/create-http-server.ts";

/** Settings that only tests and benchmarks override. */
export interface ServeOverrides {
  /** The wall clock: keys, executors and sessions are judged by it. */
  readonly now: () => Date;
  /** The monotonic clock in milliseconds: ages and time-outs within the process are judged by it. */
  readonly monotonicMs: () => number;
  /** How many times faster than real time `now` runs. Background jobs run as many times more often. */
  readonly timeScale: number;
  /** Whether background jobs run by themselves. Without that, each runs when it is asked for. */
  readonly repeatsJobs: boolean;
  readonly timeouts: HttpTimeouts;
  /** Where its log goes in place of standard error. */
  readonly logTo: DestinationStream;
}
