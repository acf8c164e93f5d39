import { refuse } from "../domain/refusal.ts";
import type { Membership } from "../ports/organization-store.ts";
import type { ActingMember, SignedInUser } from "../ports/session.ts";

/**
 * In which organization a user acts and with which role: the one that the request names, else the one that the session
 * used last, else the one joined first.
 * @param named the id that the request names; null when it names none.
 * @throws Refusal `organization_not_found` when the user is no member of the one named, `no_organization` when the user is
 *   a member of none, or no longer of the one used last.
 */
export function findActingMember(user: SignedInUser, named: string | null): ActingMember {
  const membership = named === null ? lastMembership(user) : namedMembership(user, named);
  if (membership === null) throw refuse("no_organization");
  const by = { kind: "session", sessionId: user.sessionId } as const;
  return { user, organization: membership.organization, role: membership.role, by };
}

/** @throws Refusal `organization_not_found` for every organization that the user is no member of, whether there is one or not. */
export function namedMembership({ memberships }: SignedInUser, named: string): Membership {
  const membership = memberships.find(({ organization }) => organization.id === named);
  if (membership === undefined) throw refuse("organization_not_found");
  return membership;
}

/** The membership, of all of a user's, that the session used last; null when there is none. */
export function lastMembership({ memberships, activeOrganizationId: chosen }: SignedInUser): Membership | null {
  return memberships.find(({ organization }) => chosen === null || organization.id === chosen) ?? null;
}
