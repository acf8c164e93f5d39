import type { InvitationView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { membersHaveChanged } from "./members-cache.ts";

export function CancelDialog({ invitation, onClose }: { invitation: InvitationView; onClose: () => void }) {
  const { id, email } = invitation;
  const cancel = async () => {
    await apiClient.invitations.cancel.mutate({ id });
    await membersHaveChanged();
    toast.success(`The invitation of ${email} is cancelled.`);
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Cancel the invitation of ${email}?`}
      confirm="Cancel invitation"
      dismiss="Keep invitation"
      tone="danger"
      act={cancel}
      onClose={onClose}
    >
      <p>Its link stops working at once. You can invite the same address again.</p>
    </ConfirmDialog>
  );
}
