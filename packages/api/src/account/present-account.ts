import type { AccountView } from "../contract/account.ts";
import { activeMembership } from "../organizations/find-acting-member.ts";
import type { Data } from "../ports/data.ts";
import type { SignedInUser } from "../ports/session.ts";

/** Who is signed in, and where they work with which role at this moment. */
export async function presentAccount({ users }: Data, user: SignedInUser): Promise<AccountView> {
  const twoFactorEnabled = await users.hasTwoFactor(user.userId);
  const membership = activeMembership(user);
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
