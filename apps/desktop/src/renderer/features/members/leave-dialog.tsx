import { apiClient } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

export function LeaveDialog({ organization, onClose }: { organization: string; onClose: () => void }) {
  const leave = async () => {
    await apiClient.members.leave.mutate();
    onClose();
    // Nothing on screen is theirs to see any more.
    await queryClient.resetQueries();
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
