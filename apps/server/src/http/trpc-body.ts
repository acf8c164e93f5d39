import {
  identifyManagementKey,
  presentsGoodKey,
  Refusal,
  refuse,
  type RequestContext,
  type Services,
} from "@excalibur/api/server";
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
 * How large the body of a call of the API may be, decided before the body is read. A session or a management key entitles to
 * large bodies, a good key to large batches; who asks is looked up only where that makes a difference.
 * @throws RequestProblem when its `Content-Length` is larger; Refusal `unavailable` when the caller can't be looked up, or with the
 *   reason why a management key comes too often.
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
    const context = contextOf(request);
    const isEntitled =
      (isBatch(request) && (await presentsGoodKey(services, authorization, request.ip))) ||
      (await context.findSession()) !== null ||
      (await hasManagementKey(context));
    return isEntitled ? LARGE_BODY : SMALL_BODY;
  } catch (fault) {
    throw services.isUnavailable(fault) ? refuse("unavailable") : fault;
  }
}

/**
 * A large request counts twice against the rate of its management key: here, and where it is answered.
 * @throws Refusal when the key comes too often.
 */
async function hasManagementKey(context: RequestContext): Promise<boolean> {
  try {
    return (await identifyManagementKey(context)) !== null;
  } catch (error) {
    const isTooOften = error instanceof Refusal && error.details.retryAfterMs !== undefined;
    if (error instanceof Refusal && !isTooOften) return false;
    throw error;
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
