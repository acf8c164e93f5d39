import type { RouterOutputs } from "@excalibur/api";
import { toast } from "sonner";
import { api } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";
import { exactTime } from "../../time/relative-time.ts";
import { LinkDialog } from "./link-dialog.tsx";

export type HandedInvitation = RouterOutputs["invitations"]["create"];

/** What follows once an invitation is made or sent again: the mail is on its way, or the link is shown to be handed on. */
export function invitationWasMade(handed: HandedInvitation, showLink: (handed: HandedInvitation) => void): void {
  void queryClient.invalidateQueries(api.invitations.list.queryFilter());
  if (handed.link === null) toast.success(`The invitation is on its way to ${handed.invitation.email}.`);
  else showLink(handed);
}

export function HandedLinkDialog({ handed, onClose }: { handed: HandedInvitation; onClose: () => void }) {
  const { invitation, link } = handed;
  if (link === null) return null;
  return (
    <LinkDialog title={`Send this link to ${invitation.email}`} link={link} onClose={onClose}>
      No mail was sent, so hand it on yourself. It works once, for this address only, until{" "}
      {exactTime(invitation.expiresAt)}.
    </LinkDialog>
  );
}
