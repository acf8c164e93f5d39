import type { AccountView } from "../contract/account.ts";
import { lastMembership, namedMembership } from "../organizations/find-acting-member.ts";
import type { Reads } from "../ports/reads.ts";
import type { SignedInUser } from "../ports/session.ts";

/**
 * Who is signed in, and with which role in an organization at this moment.
 * @param named the organization that the request names; null for the one that the session used last.
 * @throws Refusal `organization_not_found` when the user is no member of the one named.
 */
export async function presentAccount({ users }: Reads, user: SignedInUser, named: string | null): Promise<AccountView> {
  const membership = named === null ? lastMembership(user) : namedMembership(user, named);
  const twoFactorEnabled = await users.hasTwoFactor(user.userId);
  return {
    user: { id: user.userId, name: user.name, email: user.email, twoFactorEnabled },
    organization: membership && {
      id: membership.organization.id,
      name: membership.organization.name,
      slug: membership.organization.slug,
      role: membership.role,
      deactivatedAt: membership.organization.deactivatedAt,
    },
  };
}
