import { judgeInvitation, type InvitationView } from "@excalibur/api/contract";
import { Ban, Send } from "lucide-react";
import { toast } from "sonner";
import { useAccount } from "../../server/account.ts";
import { apiClient } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { describeFailure } from "../../server/describe-failure.ts";
import { ActionsMenu } from "../../ui/actions-menu.tsx";
import { MenuItem } from "../../ui/menu.tsx";
import { invitationWasMade, type HandedInvitation } from "./handed-invitation.tsx";
import { membersHaveChanged } from "./members-cache.ts";
import type { OpenDialog } from "./open-dialog.ts";

interface InvitationMenuProps {
  invitation: InvitationView;
  onOpen: (open: OpenDialog) => void;
  onHanded: (handed: HandedInvitation) => void;
}

/** The actions of an open invitation. */
export function InvitationMenu({ invitation, onOpen, onHanded }: InvitationMenuProps) {
  const role = useAccount()?.organization?.role ?? "member";
  const { id, email, status } = invitation;
  const isOver = status === "accepted" || status === "cancelled";
  if (isOver || judgeInvitation({ role }, invitation.role) !== "allowed") return null;
  const resend = async () => {
    try {
      invitationWasMade(await apiClient.invitations.resend.mutate({ id }), onHanded);
    } catch (error) {
      toast.error(describeFailure(readFailure(error)).detail);
      await membersHaveChanged();
    }
  };
  return (
    <ActionsMenu of={email}>
      <MenuItem icon={<Send aria-hidden />} onSelect={() => void resend()}>
        Send again, with a new link
      </MenuItem>
      <MenuItem icon={<Ban aria-hidden />} tone="danger" onSelect={() => onOpen({ kind: "cancel", invitation })}>
        Cancel…
      </MenuItem>
    </ActionsMenu>
  );
}
