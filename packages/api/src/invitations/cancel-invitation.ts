import { originOf } from "../audit/audit-entries.ts";
import { invitationCancelled } from "../audit/organization-entries.ts";
import { change } from "../changes/change.ts";
import type { InvitationView } from "../contract/invitations.ts";
import { judgeResending } from "../domain/invitation-status.ts";
import { judgeInvitation } from "../domain/member-rules.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentInvitation } from "./present-invitation.ts";

/**
 * Cancels an invitation: its link no longer works.
 * @throws Refusal `invitation_not_found`, `not_permitted`, `invitation_accepted`, or `invitation_cancelled`.
 */
export async function cancelInvitation(request: MemberRequest, id: string): Promise<InvitationView> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const { result } = await change(request, async (tx) => {
    const { now } = tx;
    const found = await tx.invitations.find(organizationId, id);
    if (found === null) throw refuse("invitation_not_found");
    for (const verdict of [judgeInvitation(member, found.role), judgeResending(found)]) {
      if (verdict !== "allowed") throw refuse(verdict);
    }
    if (!(await tx.invitations.cancel(organizationId, id))) throw refuse("invitation_accepted");
    tx.record(invitationCancelled(originOf(member, now, sourceAddress), found));
    return presentInvitation({ ...found, status: "cancelled" }, now);
  });
  return result;
}
