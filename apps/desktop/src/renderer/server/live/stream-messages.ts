import type { StreamAddress } from "./keep-stream.ts";

/** What a page asks of the worker that holds the streams. The worker answers with `StreamNews`. */
export type StreamRequest = { kind: "follow"; address: StreamAddress } | { kind: "retryNow" } | { kind: "leave" };
