import type { ManagementKeyView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { managementKeysHaveChanged } from "./management-keys-cache.ts";

interface RevokeManagementKeyDialogProps {
  managementKey: ManagementKeyView;
  onClose: () => void;
}

export function RevokeManagementKeyDialog({ managementKey, onClose }: RevokeManagementKeyDialogProps) {
  const { id, name, lastUsedAt, lastUsedFrom } = managementKey;
  const revoke = async () => {
    await apiClient.managementKeys.revoke.mutate({ id });
    await managementKeysHaveChanged();
    toast.success(`${name} is revoked.`);
    onClose();
  };
  return (
    <ConfirmDialog title={`Revoke ${name}?`} confirm="Revoke key" tone="danger" act={revoke} onClose={onClose}>
      <p>
        {lastUsedAt === null ? (
          "No program has used it yet."
        ) : (
          <>
            It was last used <RelativeTime at={lastUsedAt} /> from {lastUsedFrom}. That program’s next request is
            refused.
          </>
        )}
      </p>
      <p>API keys that it created stay as they are. This cannot be undone.</p>
    </ConfirmDialog>
  );
}
