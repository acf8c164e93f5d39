import type { AccountView } from "../contract/account.ts";
import { findActiveMembership } from "../organizations/find-acting-member.ts";
import type { OrganizationStore } from "../ports/organization-store.ts";
import type { SignedInUser } from "../ports/session.ts";

/** Who is signed in, and where they work with which role at this moment. */
export async function presentAccount(store: OrganizationStore, user: SignedInUser): Promise<AccountView> {
  const membership = await findActiveMembership(store, user);
  return {
    user: { id: user.userId, name: user.name, email: user.email },
    organization: membership && {
      id: membership.organization.id,
      name: membership.organization.name,
      slug: membership.organization.slug,
      role: membership.role,
      deactivatedAt: membership.organization.deactivatedAt,
    },
  };
}
