import type { LiveChange } from "../contract/live.ts";
import { refuse } from "../domain/refusal.ts";
import { findActingMember } from "../organizations/find-acting-member.ts";
import { readNamedOrganization } from "../organizations/read-named-organization.ts";
import type { LiveFeed } from "../ports/live-bus.ts";
import type { MemberRequest } from "../ports/services.ts";

/** Milliseconds after which an open subscription checks its access again. Taking access away makes it check at once. */
const TRUSTED_FOR_MS = 30_000;

/**
 * Opens a member's subscription. It is closed when `signal` aborts, also when its client does not read.
 * @throws Refusal `too_many_subscriptions`.
 */
export function openFeed({ services, member, organizationHeader }: MemberRequest, signal: AbortSignal): LiveFeed {
  const { user, by } = member;
  // A message that access ends names user and session.
  if (by.kind !== "session") throw refuse("not_for_management_keys");
  const { userId } = user;
  const { sessionId } = by;
  const namesOrganization = organizationHeader !== undefined;
  const feed = services.live.open({ organizationId: member.organization.id, userId, sessionId, namesOrganization });
  if (signal.aborted) feed.close();
  else signal.addEventListener("abort", () => feed.close(), { once: true });
  return feed;
}

/**
 * Tells a member what changes in the organization that the request is for, until `signal` aborts or they are no longer who
 * they were when it began: their role changed, or, where the request names none, the organization that the session used last.
 * @throws Refusal `too_many_subscriptions` at once; `not_signed_in`, `organization_not_found` or `no_organization` as soon
 * as they may watch no longer, `unavailable` when this server process stops.
 */
export async function* watchChanges(
  request: MemberRequest,
  feed: LiveFeed,
  signal: AbortSignal,
): AsyncGenerator<LiveChange, void> {
  const { services } = request;
  try {
    // Looked at once more, now that an end can't be missed.
    if (!(await isStillTheSame(request))) return;
    let checkedAtMs = services.monotonicMs();
    yield { kind: "ready", serverTime: services.now() };

    while (!signal.aborted) {
      const news = await feed.next(signal);
      if (news.kind === "stopping") throw refuse("unavailable");
      const nowMs = services.monotonicMs();
      if (news.kind === "recheckAccess" || nowMs - checkedAtMs >= TRUSTED_FOR_MS) {
        if (!(await isStillTheSame(request)) || news.kind === "recheckAccess") return;
        checkedAtMs = nowMs;
      }
      if (news.kind === "changes") yield* news.changes;
    }
  } finally {
    feed.close();
  }
}

/** @throws Refusal when the membership or the session has ended. */
async function isStillTheSame({ member, findSessionAgain, organizationHeader }: MemberRequest): Promise<boolean> {
  const user = await findSessionAgain();
  if (user === null) throw refuse("not_signed_in");
  const { organization, role } = findActingMember(user, readNamedOrganization(organizationHeader));
  return organization.id === member.organization.id && role === member.role;
}
