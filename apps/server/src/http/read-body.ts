import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import { MAX_REQUEST_BYTES } from "@excalibur/api/contract";
import { clock } from "../clock.ts";
import { isJsonWithin } from "./json-shape.ts";
import { RequestProblem } from "./request-problem.ts";

/** How much JSON a body may hold. */
export interface BodyLimits {
  readonly bytes: number;
  /** Objects, lists, members and items, as far as they can be counted without parsing. */
  readonly values: number;
}

/** For one sync, and for unknown callers. Capabilities of 16 KiB, with the numbers of a long list, fit. */
export const SMALL_BODY: BodyLimits = { bytes: 32 * 1024, values: 10_000 };

/** For batches of signed-in users, or with a good key. */
export const LARGE_BODY: BodyLimits = { bytes: MAX_REQUEST_BYTES, values: 50_000 };

/** Milliseconds that a client may go on sending the body of a request that is answered already. */
const DISCARD_MS = 2_000;

/** A request's `Content-Length`; NaN without a valid one. */
export function declaredBytes({ headers }: Pick<IncomingMessage, "headers">): number {
  return Number(headers["content-length"] ?? Number.NaN);
}

/**
 * Reads a body as text. No more of it is kept than may be.
 * @param done called once with the text, or with what is wrong with it. Not called when the connection ends first.
 */
export function readBody(
  body: Readable,
  maxBytes: number,
  done: (problem: RequestProblem | null, text: string) => void,
): void {
  let chunks: Buffer[] = [];
  let bytes = 0;
  body.on("data", (chunk: Buffer) => {
    const wasTooLarge = bytes > maxBytes;
    bytes += chunk.length;
    if (bytes <= maxBytes) return void chunks.push(chunk);
    chunks = [];
    if (!wasTooLarge) done(new RequestProblem(413), "");
  });
  body.on("end", () => {
    if (bytes > maxBytes) return;
    const read = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
    // Bytes that are no text would be replaced without a word.
    if (isUtf8(read)) done(null, read.toString());
    else done(new RequestProblem(400), "");
  });
}

/** Reads a body of JSON as text that may be parsed: neither larger, nor deeper, nor of more values than may be. */
export function readJsonBody(
  body: Readable,
  limits: BodyLimits,
  done: (problem: RequestProblem | null, text: string) => void,
): void {
  readBody(body, limits.bytes, (problem, text) => {
    if (problem === null && !isJsonWithin(text, limits.values)) done(new RequestProblem(413), "");
    else done(problem, text);
  });
}

/**
 * Ends the connection of a request that was answered before its body was read, unless the body ends soon: until then what
 * comes is discarded, so that the client can read the answer, and use the connection again. Call it after the answer.
 */
export function endUnlessRead(request: IncomingMessage): void {
  if (request.complete || request.destroyed) return;
  request.resume();
  const callOff = clock.after(DISCARD_MS, () => {
    if (!request.complete) request.destroy();
  });
  request.once("close", callOff);
}
