import type { IncomingMessage } from "node:http";
import { syncInput, type SyncInput } from "@excalibur/api/contract";
import { errorResponse, isPlainSyncInput, Refusal } from "@excalibur/api/server";
import { isJsonWithin } from "./json-shape.ts";
import { declaredBytes, SMALL_BODY } from "./read-body.ts";
import { retryAfterSeconds } from "./send-refusal.ts";
import { NO_STORE, writeOutput, type FailedSync, type SyncEndpoint } from "./sync-endpoint.ts";

const PATH = "executor.sync";

const JSON_TYPES: ReadonlySet<string | undefined> = new Set(["application/json", "application/json; charset=utf-8"]);

/** Names that JSON parsers and superjson guard against, and escapes, behind which such a name can hide. */
const NEEDS_CARE = /__proto__|constructor|prototype|\\/;

/**
 * A single, unbatched `POST /trpc/executor.sync` as executors send it. Anything out of the ordinary is for tRPC's own
 * adapter, which answers the ordinary as well, to the byte the same (docs/decisions/007-sync-lane.md).
 */
export const trpcSyncEndpoint: SyncEndpoint = {
  headers: [...NO_STORE, "content-type", "application/json", "vary", "trpc-accept, accept"],
  takes,
  checkHead: () => undefined,
  readInput,
  // superjson names values that JSON has no type for: which texts are instants.
  accepted: (output) => {
    const expiry = output.key.expiresAt === null ? "" : '"key.expiresAt":["Date"],';
    return `{"result":{"data":{"json":${writeOutput(output)},"meta":{"values":{${expiry}"serverTime":["Date"]},"v":1}}}}`;
  },
  failed,
};

/** Each header is one that the stock path heeds. */
function takes(request: IncomingMessage): boolean {
  const { method, headers } = request;
  const bytes = declaredBytes(request);
  return (
    method === "POST" &&
    bytes > 0 &&
    bytes <= SMALL_BODY.bytes &&
    JSON_TYPES.has(headers["content-type"]) &&
    headers["transfer-encoding"] === undefined &&
    headers["trpc-accept"] === undefined &&
    headers.accept?.includes("jsonl") !== true &&
    isHost(headers.host)
  );
}

let lastGoodHost: string | undefined;

/** tRPC makes an address of it, and refuses what makes none. Nearly always it is the one of the request before. */
function isHost(host: string | undefined): boolean {
  if (host === lastGoodHost && host !== undefined) return true;
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  lastGoodHost = host;
  return true;
}

/** The input when the schema accepts it; null when the stock path must answer, with an error or after a closer look. */
function readInput(text: string): SyncInput | null {
  if (!isJsonWithin(text, SMALL_BODY.values)) return null;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  const input = inputOfEnvelope(body);
  if (isPlainSyncInput(input)) return input;
  return NEEDS_CARE.test(text) ? null : (syncInput.safeParse(input).data ?? null);
}

/** superjson's envelope around plain JSON. superjson must read any other envelope. */
function inputOfEnvelope(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return undefined;
  for (const name in body) if (name !== "json") return undefined;
  return (body as { json?: unknown }).json;
}

function failed(cause: unknown, requestId: string): FailedSync {
  const retryAfterMs = cause instanceof Refusal ? cause.details.retryAfterMs : undefined;
  return {
    ...errorResponse(cause, PATH, requestId),
    headers: retryAfterMs === undefined ? [] : ["retry-after", String(retryAfterSeconds(retryAfterMs))],
  };
}
