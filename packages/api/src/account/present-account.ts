import type { AccountView } from "../contract/account.ts";
import { findActiveMembership } from "../organizations/find-acting-member.ts";
import type { Stores } from "../ports/data.ts";
import type { SignedInUser } from "../ports/session.ts";

/** Who is signed in, and where they work with which role at this moment. */
export async function presentAccount({ organizations, users }: Stores, user: SignedInUser): Promise<AccountView> {
  const [membership, twoFactorEnabled] = await Promise.all([
    findActiveMembership(organizations, user),
    users.hasTwoFactor(user.userId),
  ]);
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
