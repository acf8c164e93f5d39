import { refuse } from "../domain/refusal.ts";
import type { Membership } from "../ports/organization-store.ts";
import type { ActingMember, SignedInUser } from "../ports/session.ts";

/**
 * In which organization a user acts and with which role: the one chosen in the session, or else the one joined first.
 * @throws Refusal `no_organization` when the user is a member of none, or no longer of the chosen one.
 */
export function findActingMember(user: SignedInUser): ActingMember {
  const membership = activeMembership(user);
  if (membership === null) throw refuse("no_organization");
  return { user, organization: membership.organization, role: membership.role };
}

/** The membership, of all of a user's, that the session works with; null when there is none. */
export function activeMembership({ memberships, activeOrganizationId: chosen }: SignedInUser): Membership | null {
  return memberships.find(({ organization }) => chosen === null || organization.id === chosen) ?? null;
}
