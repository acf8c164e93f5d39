import { appRouter, Refusal } from "@excalibur/api/server";
import type { SyncOutput } from "@excalibur/api/contract";
import { getTRPCErrorShape, transformTRPCResponse, TRPCError } from "@trpc/server";
import { faultBody } from "./fault-body.ts";
import { refusalHeaders, retryAfterSeconds, statusOfCode } from "./send-refusal.ts";
import type { TimedText } from "./timed-text.ts";

/** Header names and values in turn, as `writeHead` takes them. */
export type FlatHeaders = readonly (string | number)[];

interface FailedSync {
  readonly status: number;
  readonly headers: FlatHeaders;
  readonly body: string;
}

/** One of the two ways to say the same sync over HTTP. Each writes the very bytes that its stock path writes. */
export interface SyncDoor {
  /** Sent with every answer, beside what the whole server sends. */
  readonly headers: FlatHeaders;
  /** The sync's input inside a parsed body; undefined when the body is of another form than the usual one. */
  readonly inputOf: (body: unknown) => unknown;
  /** Everything but the `serverTime`, which goes into the text. */
  readonly accepted: (output: Omit<SyncOutput, "serverTime">) => TimedText;
  /** @param error a Refusal, or a fault that the client learns nothing of. */
  readonly failed: (error: unknown, requestId: string) => FailedSync;
}

const PATH = "executor.sync";
const NO_STORE = ["cache-control", "no-store"] as const;

/** The paths of the doors, exactly as executors write them. */
export const SYNC_DOORS: ReadonlyMap<string, SyncDoor> = new Map([
  [
    "/v1/sync",
    {
      headers: [...NO_STORE, "content-type", "application/json; charset=utf-8"],
      inputOf: (body) => body,
      accepted: writeOutput,
      failed: (error, requestId) =>
        error instanceof Refusal
          ? {
              status: statusOfCode(error.code),
              headers: Object.entries(refusalHeaders(error.code, error.details.retryAfterMs)).flat(),
              body: JSON.stringify({ error: { reason: error.reason, message: error.message } }),
            }
          : { status: 500, headers: [], body: JSON.stringify(faultBody(requestId)) },
    },
  ],
  [
    `/trpc/${PATH}`,
    {
      headers: [...NO_STORE, "content-type", "application/json", "vary", "trpc-accept, accept"],
      inputOf: inputOfEnvelope,
      // superjson names what JSON can't say: which texts are instants.
      accepted: (output) => {
        const { before, after } = writeOutput(output);
        const expiry = output.key.expiresAt === null ? "" : '"key.expiresAt":["Date"],';
        return {
          before: `{"result":{"data":{"json":${before}`,
          after: `${after},"meta":{"values":{${expiry}"serverTime":["Date"]},"v":1}}}}`,
        };
      },
      failed: failedOverTrpc,
    },
  ],
]);

/** superjson's envelope as it stands around plain JSON. One that says more is for superjson to read. */
function inputOfEnvelope(body: unknown): unknown {
  if (typeof body !== "object" || body === null) return undefined;
  for (const name in body) if (name !== "json") return undefined;
  return (body as { json?: unknown }).json;
}

function failedOverTrpc(cause: unknown, requestId: string): FailedSync {
  const known = cause instanceof Refusal ? { code: cause.code, message: cause.message } : null;
  const error = new TRPCError({ ...(known ?? { code: "INTERNAL_SERVER_ERROR" }), cause });
  const config = appRouter._def._config;
  // The formatter wants no more of a context than the request's id.
  const ctx = { requestId } as Parameters<typeof config.errorFormatter>[0]["ctx"];
  const shape = getTRPCErrorShape({ config, error, type: "mutation", path: PATH, input: undefined, ctx });
  const retryAfterMs = cause instanceof Refusal ? cause.details.retryAfterMs : undefined;
  return {
    status: statusOfCode(error.code),
    headers: retryAfterMs === undefined ? [] : ["retry-after", String(retryAfterSeconds(retryAfterMs))],
    body: JSON.stringify(transformTRPCResponse(config, { error: shape })),
  };
}

/**
 * `JSON.stringify(output)` around its `serverTime`, several times faster: the ids and the name are of alphabets that JSON
 * writes as they are, only the slug may need an escape.
 */
function writeOutput({ executor, organization, key, nextSyncInMs }: Omit<SyncOutput, "serverTime">): TimedText {
  const slug = JSON.stringify(organization.slug);
  const expiresAt = key.expiresAt === null ? "null" : `"${key.expiresAt.toISOString()}"`;
  return {
    before:
      `{"executor":{"id":"${executor.id}","name":"${executor.name}"},"organization":{"id":"${organization.id}","slug":${slug}},` +
      `"key":{"id":"${key.id}","expiresAt":${expiresAt}},"serverTime":"`,
    after: `","nextSyncInMs":${nextSyncInMs},"instructions":[]}`,
  };
}
