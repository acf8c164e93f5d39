import type { OrganizationView } from "../contract/organizations.ts";
import type { SignedInUser } from "../ports/session.ts";
import { lastMembership } from "./find-acting-member.ts";

/** Every organization of a user, the one joined first on top. */
export function listOrganizations(user: SignedInUser): { items: OrganizationView[] } {
  const last = lastMembership(user);
  const items = user.memberships.map(({ organization, role }) => ({
    id: organization.id,
    name: organization.name,
    slug: organization.slug,
    role,
    active: organization.id === last?.organization.id,
    deactivatedAt: organization.deactivatedAt,
  }));
  return { items };
}
