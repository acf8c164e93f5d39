import { change } from "../changes/change.ts";
import type { Services } from "../ports/services.ts";
import type { SignedInUser } from "../ports/session.ts";
import { namedMembership } from "./find-acting-member.ts";

/**
 * Makes an organization the one that this session used last: where the console starts, and what requests that name none are for.
 * @throws Refusal `organization_not_found` for any organization the user is not a member of.
 */
export async function setActiveOrganization(
  services: Services,
  user: SignedInUser,
  organizationId: string,
): Promise<{ id: string }> {
  namedMembership(user, organizationId);
  if (user.activeOrganizationId === organizationId) return { id: organizationId };
  await change({ services }, (tx) => tx.organizations.setActive(user.sessionId, organizationId));
  return { id: organizationId };
}
