import type { AnyRouter } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import superjson, { type SuperJSONResult } from "superjson";
import type { RequestContext } from "../ports/services.ts";
import type { ErrorData } from "../trpc/error-shape.ts";

export interface HttpAnswer {
  readonly status: number;
  /** The whole body, as it went over the wire. */
  readonly text: string;
  readonly data?: unknown;
  readonly error?: { message: string; code: number; data: ErrorData };
}

/** What a request carries. Without `body`, it is a query. */
export interface HttpCall {
  readonly body?: string;
  readonly contentType?: string;
}

/** Calls a router through tRPC's own HTTP adapter, as clients do, and reads the answer as they do. */
export async function callOverHttp(
  router: AnyRouter,
  context: RequestContext,
  path: string,
  { body, contentType = "application/json" }: HttpCall = {},
): Promise<HttpAnswer> {
  const sent = body === undefined ? {} : { method: "POST", body, headers: { "content-type": contentType } };
  const response = await fetchRequestHandler({
    router,
    endpoint: "/trpc",
    req: new Request(`http://excalibur.example/trpc/${path}`, sent),
    createContext: () => context,
  });
  const text = await response.text();
  if (response.headers.get("content-type") === "text/event-stream") return refusedStream(text);
  const answer = JSON.parse(text) as { result?: { data: SuperJSONResult }; error?: SuperJSONResult };
  return {
    status: response.status,
    text,
    ...(answer.result && { data: superjson.deserialize(answer.result.data) }),
    ...(answer.error && { error: superjson.deserialize(answer.error) }),
  };
}

/** A refused subscription answers 200 with the refusal in its stream; the status is the one it names there. */
function refusedStream(text: string): HttpAnswer {
  const sent = /^event: serialized-error\ndata: (.*)$/m.exec(text)?.[1];
  if (sent === undefined) throw new Error(`not a refusal: ${text}`);
  const error = superjson.deserialize<NonNullable<HttpAnswer["error"]>>(JSON.parse(sent) as SuperJSONResult);
  return { status: error.data.httpStatus, text, error };
}

/** The body that a client sends for an input. */
export function bodyOf(input: unknown): string {
  return JSON.stringify(superjson.serialize(input));
}
