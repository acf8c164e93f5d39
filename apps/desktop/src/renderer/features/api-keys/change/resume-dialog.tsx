import type { ApiKeyView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { keyWasUpdated } from "../../../components/key-cache.ts";
import { apiClient } from "../../../server/api.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";

/** Ends the pause of a key early. */
export default function ResumeDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const resume = async () => {
    const { key } = await apiClient.apiKeys.resume.mutate({ id: apiKey.id });
    keyWasUpdated(key);
    toast.success(`${key.name} is accepted again.`);
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Resume ${apiKey.name} now?`}
      confirm="Resume key"
      tone="primary"
      act={resume}
      onClose={onClose}
    >
      <p>Every server accepts the key again at once. Its executors are online after their next try, within a minute.</p>
    </ConfirmDialog>
  );
}
