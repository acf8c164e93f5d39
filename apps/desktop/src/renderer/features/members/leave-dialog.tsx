import { apiClient } from "../../server/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { membersHaveChanged } from "./members-cache.ts";

export function LeaveDialog({ organization, onClose }: { organization: string; onClose: () => void }) {
  const leave = async () => {
    await apiClient.members.leave.mutate();
    onClose();
    // The user may no longer see what is on screen.
    await membersHaveChanged();
  };
  return (
    <ConfirmDialog
      title={`Leave ${organization}?`}
      confirm="Leave organization"
      tone="danger"
      act={leave}
      onClose={onClose}
    >
      <p>You lose access at once. To come back you need a new invitation. Keys you created go on working.</p>
    </ConfirmDialog>
  );
}
