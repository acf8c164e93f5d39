import { presentsGoodKey, refuse, type Services } from "@excalibur/api/server";
import type { FastifyRequest } from "fastify";
import { isJsonWithin } from "./json-shape.ts";
import { declaredBytes, LARGE_BODY, SMALL_BODY, type BodyLimits } from "./read-body.ts";
import type { ContextOf } from "./request-context.ts";
import { RequestProblem } from "./request-problem.ts";

export interface BodyOptions {
  readonly contextOf: ContextOf;
  readonly services: Services;
}

/**
 * How large the body of a call of the API may be, decided before the body is read. A session entitles to large bodies, a good
 * key to large batches; who asks is looked up only where that makes a difference.
 * @throws RequestProblem when its `Content-Length` is larger; Refusal `unavailable` when the caller can't be looked up.
 */
export async function bodyLimitsOf(request: FastifyRequest, options: BodyOptions): Promise<BodyLimits> {
  const declared = declaredBytes(request);
  if (declared <= SMALL_BODY.bytes) return SMALL_BODY;
  const limits =
    declared <= LARGE_BODY.bytes || Number.isNaN(declared) ? await entitledLimits(request, options) : LARGE_BODY;
  if (declared > limits.bytes) throw new RequestProblem(413);
  return limits;
}

async function entitledLimits(request: FastifyRequest, { contextOf, services }: BodyOptions): Promise<BodyLimits> {
  const { authorization, cookie } = request.headers;
  if (authorization === undefined && cookie === undefined) return SMALL_BODY;
  try {
    const isEntitled =
      (isBatch(request) && (await presentsGoodKey(services, authorization, request.ip))) ||
      (await contextOf(request).findSession()) !== null;
    return isEntitled ? LARGE_BODY : SMALL_BODY;
  } catch (fault) {
    throw services.isUnavailable(fault) ? refuse("unavailable") : fault;
  }
}

function isBatch({ query }: FastifyRequest): boolean {
  return (query as Record<string, unknown>)["batch"] === "1";
}

/** Whether the input that a query carries in its address is one that may be parsed. */
export function isInputWithin({ query }: FastifyRequest): boolean {
  const input = (query as Record<string, unknown>)["input"];
  return [input].flat().every((text) => typeof text !== "string" || isJsonWithin(text, SMALL_BODY.values));
}
