import type { ApiKeyView } from "@excalibur/api/contract";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { toast } from "sonner";
import { apiClient } from "../../../server/api.ts";
import { keyWasDeleted } from "../../../components/key-cache.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";

export default function DeleteDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const navigate = useNavigate({ from: "/o/$slug" });
  const { pathname } = useLocation();
  const remove = async () => {
    await apiClient.apiKeys.delete.mutate({ id: apiKey.id });
    onClose();
    toast.success(`${apiKey.name} is deleted.`);
    // The key's own page has nothing left to show.
    if (pathname.endsWith(`/keys/${apiKey.id}`)) await navigate({ to: "/o/$slug/keys" });
    keyWasDeleted(apiKey.id);
  };
  const { total, executors } = apiKey.usedBy;
  return (
    <ConfirmDialog title={`Delete ${apiKey.name}?`} confirm="Delete key" tone="danger" act={remove} onClose={onClose}>
      <p>The key disappears from this list for good. The audit log keeps what was done with it.</p>
      {total > 0 && (
        <p>
          {executors.map((executor) => executor.name).join(", ")}
          {total > executors.length && ` and ${total - executors.length} more`} last synced with it. No executor is
          affected: the key is revoked already, and will be unknown instead.
        </p>
      )}
      <p>This cannot be undone.</p>
    </ConfirmDialog>
  );
}
