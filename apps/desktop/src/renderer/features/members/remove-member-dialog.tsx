import type { MemberView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { membersHaveChanged } from "./members-cache.ts";

interface RemoveMemberDialogProps {
  member: MemberView;
  organization: string;
  onClose: () => void;
}

export function RemoveMemberDialog({ member, organization, onClose }: RemoveMemberDialogProps) {
  const { name, email } = member.user;
  const remove = async () => {
    await apiClient.members.remove.mutate({ id: member.id });
    await membersHaveChanged();
    toast.success(`${name} is no longer a member of ${organization}.`);
    onClose();
  };
  return (
    <ConfirmDialog title={`Remove ${name}?`} confirm="Remove member" tone="danger" act={remove} onClose={onClose}>
      <p>
        {name} ({email}) loses access to {organization} at once. Keys they created go on working: they belong to the
        organization. The audit log keeps what they did.
      </p>
    </ConfirmDialog>
  );
}
