import type { ApiKeyView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { apiClient } from "../../../server/api.ts";
import { keyWasRevoked } from "../key-cache.ts";
import { AffectedExecutors } from "./affected-executors.tsx";
import { ConfirmDialog } from "./confirm-dialog.tsx";

export default function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const revoke = async () => {
    const { key } = await apiClient.apiKeys.revoke.mutate({ id: apiKey.id });
    keyWasRevoked(key);
    toast.success(`${key.name} is revoked. No server accepts it any more.`);
    onClose();
  };
  return (
    <ConfirmDialog title={`Revoke ${apiKey.name}?`} confirm="Revoke key" tone="danger" act={revoke} onClose={onClose}>
      <AffectedExecutors apiKey={apiKey} consequence="They are refused from their next sync." />
      <p>This cannot be undone.</p>
    </ConfirmDialog>
  );
}
