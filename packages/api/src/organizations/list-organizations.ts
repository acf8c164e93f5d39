import type { OrganizationView } from "../contract/organizations.ts";
import type { OrganizationStore } from "../ports/organization-store.ts";
import type { SignedInUser } from "../ports/session.ts";
import { findActiveMembership } from "./find-acting-member.ts";

/** Every organization of a user, the one joined first on top. */
export async function listOrganizations(
  store: OrganizationStore,
  user: SignedInUser,
): Promise<{ items: OrganizationView[] }> {
  const [memberships, active] = await Promise.all([store.memberships(user.userId), findActiveMembership(store, user)]);
  const items = memberships.map(({ organization, role }) => ({
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    role,
    active: organization.id === active?.organization.id,
    deactivatedAt: organization.deactivatedAt,
  }));
  return { items };
}
