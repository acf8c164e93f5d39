import { ORGANIZATION_HEADER } from "@excalibur/api/contract";
import type { RequestContext, Services } from "@excalibur/api/server";
import type { FastifyRequest } from "fastify";
import type { Accounts } from "../sessions/create-accounts.ts";
import type { FindSession } from "../sessions/find-session.ts";
import { prepareTwoFactor } from "../sessions/prepare-two-factor.ts";
import { sessionHeaders } from "../sessions/session-headers.ts";

/**
 * Makes of an HTTP request what the procedures see of it.
 * @param organization the organization that the address names, for those who can't send headers: a browser's subscriptions
 *   and downloads.
 */
export type ContextOf = (request: FastifyRequest, organization?: unknown) => RequestContext;

interface Options {
  readonly services: Services;
  readonly accounts: Accounts;
}

export function createContextOf({ services, accounts }: Options): ContextOf {
  const { findSession, cookies } = accounts;
  return (request, organization) => {
    // A batch shares its request, and so one look at the session.
    let session: ReturnType<FindSession> | undefined;
    return {
      services,
      requestId: request.id,
      receivedAt: services.now(),
      sourceAddress: request.ip,
      authorization: request.headers.authorization,
      organizationHeader: namedOnce(request.headers[ORGANIZATION_HEADER], organization),
      findSession: () => (session ??= findSession(request.headers)),
      findSessionAgain: () => findSession(request.headers),
      prepareTwoFactor: (password) => prepareTwoFactor(accounts, sessionHeaders(request.headers, cookies), password),
    };
  };
}

/** Two that differ are joined, as HTTP joins the values of a header that is sent twice: that is no id, and is refused as none. */
function namedOnce(...names: readonly unknown[]): string | undefined {
  const sent = new Set(names.filter((name) => name !== undefined).map(String));
  return sent.size === 0 ? undefined : [...sent].join(", ");
}
