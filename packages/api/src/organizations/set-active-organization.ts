import { refuse } from "../domain/refusal.ts";
import type { OrganizationStore } from "../ports/organization-store.ts";
import type { SignedInUser } from "../ports/session.ts";

/**
 * Makes an organization the one this session works in.
 * @throws Refusal `organization_not_found` for any organization the user is not a member of.
 */
export async function setActiveOrganization(
  store: OrganizationStore,
  user: SignedInUser,
  organizationId: string,
): Promise<{ id: string }> {
  const membership = await store.membership(user.userId, organizationId);
  if (membership === null) throw refuse("organization_not_found");
  await store.setActive(user.sessionId, organizationId);
  return { id: organizationId };
}
