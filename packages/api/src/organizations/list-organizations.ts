import type { OrganizationView } from "../contract/organizations.ts";
import type { Data } from "../ports/data.ts";
import type { SignedInUser } from "../ports/session.ts";
import { activeAmong } from "./find-acting-member.ts";

/** Every organization of a user, the one joined first on top. */
export async function listOrganizations(
  data: Pick<Data, "memberships">,
  user: SignedInUser,
): Promise<{ items: OrganizationView[] }> {
  const memberships = await data.memberships(user.userId);
  const active = activeAmong(memberships, user);
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
