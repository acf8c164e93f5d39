import { useAccount } from "../../server/account.ts";
import { CancelDialog } from "./cancel-dialog.tsx";
import { ChangeRoleDialog } from "./change-role-dialog.tsx";
import type { HandedInvitation } from "./handed-invitation.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { LeaveDialog } from "./leave-dialog.tsx";
import type { OpenDialog } from "./open-dialog.ts";
import { RemoveMemberDialog } from "./remove-member-dialog.tsx";
import { ResetPasswordDialog } from "./reset-password-dialog.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";

interface MemberDialogsProps {
  open: OpenDialog;
  onClose: () => void;
  onInvited: (handed: HandedInvitation) => void;
}

export function MemberDialogs({ open, onClose, onInvited }: MemberDialogsProps) {
  const organization = useAccount()?.organization?.name ?? "the organization";
  switch (open.kind) {
    case "invite":
      return <InviteDialog onClose={onClose} onInvited={onInvited} />;
    case "role":
      return <ChangeRoleDialog member={open.member} role={open.role} onClose={onClose} />;
    case "transfer":
      return <TransferDialog member={open.member} organization={organization} onClose={onClose} />;
    case "resetPassword":
      return <ResetPasswordDialog member={open.member} onClose={onClose} />;
    case "remove":
      return <RemoveMemberDialog member={open.member} organization={organization} onClose={onClose} />;
    case "leave":
      return <LeaveDialog organization={organization} onClose={onClose} />;
    case "cancel":
      return <CancelDialog invitation={open.invitation} onClose={onClose} />;
  }
}
