import {
  presentedManagementSecret,
  refuse,
  Refusal,
  RequestClaimedError,
  type Change,
  type ManagementKeyCaller,
  type RequestContext,
  type Services,
} from "@excalibur/api/server";
import { TRPCError } from "@trpc/server";
import type { FastifyRequest } from "fastify";
import { claimOf, type KeptAnswer, type KeptAnswers, type NamedRequest } from "./kept-answers.ts";

const HEADER = "idempotency-key";
/** Printable ASCII without spaces. */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

/** A request whose management key is identified. */
export interface IdentifiedContext extends RequestContext {
  readonly identifiedKey: ManagementKeyCaller;
}

interface Answered {
  readonly answer: KeptAnswer;
  /** Whether it is the answer to the same request of before. */
  readonly isRepeated: boolean;
}

/**
 * Answers a request that names itself by `Idempotency-Key` once: the change that it asks for is committed together with its
 * name, or not at all. One that changes nothing is named once it is answered. Sent again, it gets the same answer, and changes nothing.
 * @param work answers the request, in the context that it is given.
 * @throws Refusal that `work` throws: a refused request has changed nothing, and may be sent again with the same key.
 */
export async function answerOnce(
  request: FastifyRequest,
  context: IdentifiedContext,
  keptAnswers: KeptAnswers,
  work: (context: RequestContext) => Promise<KeptAnswer>,
): Promise<Answered> {
  const named = nameOf(request, context);
  if (named === null) return { answer: await work(context), isRepeated: false };
  const kept = await keptAnswers.find(named);
  if (kept !== null) return { answer: kept, isRepeated: true };
  try {
    const answer = await work({ ...context, services: claiming(context.services, named) });
    // A change that was asked for is made, so its answer goes out even where it can't be kept.
    await keptAnswers.keep(named, answer).catch((error: unknown) => {
      if (error instanceof RequestClaimedError) throw error;
      request.log.error({ err: error, requestId: request.id }, "the answer to a repeatable request could not be kept");
    });
    return { answer, isRepeated: false };
  } catch (error) {
    const cause = error instanceof TRPCError ? error.cause : error;
    if (cause instanceof Refusal) await keptAnswers.release(named);
    if (!(cause instanceof RequestClaimedError)) throw error;
  }
  // The same request, sent at the same time, was carried out first.
  const first = await keptAnswers.find(named);
  if (first === null) throw refuse("idempotency_key_in_use", { retryAfterMs: 0 });
  return { answer: first, isRepeated: true };
}

/** @returns what names the request; null when it is not named. */
function nameOf(request: FastifyRequest, context: IdentifiedContext): NamedRequest | null {
  const idempotencyKey = request.headers[HEADER];
  if (request.method !== "POST" || idempotencyKey === undefined) return null;
  if (typeof idempotencyKey !== "string" || !IDEMPOTENCY_KEY.test(idempotencyKey)) {
    const words = "Send 1 to 255 printable ASCII characters without spaces.";
    throw refuse("invalid_input", { fieldErrors: { "Idempotency-Key": [words] } });
  }
  const presented = presentedManagementSecret(context.authorization);
  if (presented.kind !== "presented") throw refuse("management_key_missing");
  const { id: managementKeyId, member } = context.identifiedKey;
  const owner = { organizationId: member.organization.id, managementKeyId };
  const claim = claimOf(owner, idempotencyKey, [request.method, request.url, request.body ?? null]);
  return { claim, idempotencyKey, secret: presented.secret };
}

/** The first change that is committed claims the request. A request that changes many keys has several changes. */
function claiming(services: Services, { claim }: NamedRequest): Services {
  let isClaimed = false;
  return {
    ...services,
    async runChange(work, options) {
      const claimed = async (tx: Change) => {
        if (!isClaimed) await tx.claimRequest(claim);
        return work(tx);
      };
      const committed = await services.runChange(claimed, options);
      isClaimed = true;
      return committed;
    },
  };
}
