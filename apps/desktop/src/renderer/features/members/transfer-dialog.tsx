import type { MemberView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { membersHaveChanged } from "./members-cache.ts";

interface TransferDialogProps {
  member: MemberView;
  organization: string;
  onClose: () => void;
}

export function TransferDialog({ member, organization, onClose }: TransferDialogProps) {
  const { name, email } = member.user;
  const transfer = async () => {
    await apiClient.organizations.transferOwnership.mutate({ memberId: member.id });
    await membersHaveChanged();
    toast.success(`${name} owns ${organization} now.`);
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Make ${name} the owner of ${organization}?`}
      confirm="Transfer ownership"
      tone="danger"
      act={transfer}
      onClose={onClose}
    >
      <p>
        {name} ({email}) becomes the owner and you become an admin. Only they can give it back.
      </p>
    </ConfirmDialog>
  );
}
