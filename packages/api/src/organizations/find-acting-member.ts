import { refuse } from "../domain/refusal.ts";
import type { Membership, OrganizationStore } from "../ports/organization-store.ts";
import type { ActingMember, SignedInUser } from "../ports/session.ts";

/**
 * Reads, for this call, in which organization a user acts and with which role: the one chosen in the session, or else
 * the one joined first.
 * @throws Refusal `no_organization` when the user is a member of none, or no longer of the chosen one.
 */
export async function findActingMember(store: OrganizationStore, user: SignedInUser): Promise<ActingMember> {
  const membership = await findActiveMembership(store, user);
  if (membership === null) throw refuse("no_organization");
  return { user, organization: membership.organization, role: membership.role };
}

/** The membership a session works with now, or null. */
export async function findActiveMembership(store: OrganizationStore, user: SignedInUser): Promise<Membership | null> {
  if (user.activeOrganizationId !== null) return store.membership(user.userId, user.activeOrganizationId);
  return (await store.memberships(user.userId))[0] ?? null;
}
