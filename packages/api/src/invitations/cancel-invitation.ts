import { originOf } from "../audit/audit-entries.ts";
import { invitationCancelled } from "../audit/organization-entries.ts";
import type { InvitationView } from "../contract/invitations.ts";
import { judgeResending } from "../domain/invitation-status.ts";
import { judgeInvitation } from "../domain/member-rules.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentInvitation } from "./present-invitation.ts";

/**
 * Takes an invitation back: its link opens nothing any more.
 * @throws Refusal `invitation_not_found`, `not_permitted`, `invitation_accepted`, or `invitation_cancelled`.
 */
export async function cancelInvitation(
  { services, member, sourceAddress }: MemberRequest,
  id: string,
): Promise<InvitationView> {
  const organizationId = member.organization.id;
  return services.data.transact(async ({ invitations, audit }) => {
    const now = services.now();
    const found = await invitations.find(organizationId, id);
    if (found === null) throw refuse("invitation_not_found");
    for (const verdict of [judgeInvitation(member, found.role), judgeResending(found)]) {
      if (verdict !== "allowed") throw refuse(verdict);
    }
    if (!(await invitations.cancel(organizationId, id))) throw refuse("invitation_accepted");
    await audit.append([invitationCancelled(originOf(member, now, sourceAddress), found)]);
    return presentInvitation({ ...found, status: "cancelled" }, now);
  });
}
