import type { WitnessView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { api, apiClient } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";

interface RemoveWitnessDialogProps {
  witness: WitnessView;
  onClose: () => void;
}

export function RemoveWitnessDialog({ witness: { id, name }, onClose }: RemoveWitnessDialogProps) {
  const remove = async () => {
    await apiClient.witnesses.remove.mutate({ id });
    await queryClient.invalidateQueries(api.witnesses.list.pathFilter());
    toast.success(`${name} is removed.`);
    onClose();
  };
  return (
    <ConfirmDialog title={`Remove ${name}?`} confirm="Remove witness" tone="danger" act={remove} onClose={onClose}>
      <p>
        The heads that it has signed are deleted here, and verifying the log no longer compares with them. What the
        witness itself has kept stays with it.
      </p>
    </ConfirmDialog>
  );
}
