import { refuse } from "../domain/refusal.ts";
import type { Services } from "../ports/services.ts";
import type { SignedInUser } from "../ports/session.ts";

/**
 * Makes an organization the one this session works in.
 * @throws Refusal `organization_not_found` for any organization the user is not a member of.
 */
export async function setActiveOrganization(
  { data, live }: Services,
  user: SignedInUser,
  organizationId: string,
): Promise<{ id: string }> {
  if (!user.memberships.some(({ organization }) => organization.id === organizationId))
    throw refuse("organization_not_found");
  await data.organizations.setActive(user.sessionId, organizationId);
  live.endFor({ sessionId: user.sessionId });
  return { id: organizationId };
}
