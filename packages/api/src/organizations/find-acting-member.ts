import { refuse } from "../domain/refusal.ts";
import type { Data } from "../ports/data.ts";
import type { Membership } from "../ports/organization-store.ts";
import type { ActingMember, SignedInUser } from "../ports/session.ts";

/**
 * Reads, for this call, in which organization a user acts and with which role: the one chosen in the session, or else
 * the one joined first.
 * @throws Refusal `no_organization` when the user is a member of none, or no longer of the chosen one.
 */
export async function findActingMember(data: Pick<Data, "memberships">, user: SignedInUser): Promise<ActingMember> {
  const membership = activeAmong(await data.memberships(user.userId), user);
  if (membership === null) throw refuse("no_organization");
  return { user, organization: membership.organization, role: membership.role };
}

/** The membership, of all of a user's, that the session works with now; null when there is none. */
export function activeAmong(memberships: readonly Membership[], user: SignedInUser): Membership | null {
  const { activeOrganizationId: chosen } = user;
  return memberships.find(({ organization }) => chosen === null || organization.id === chosen) ?? null;
}
