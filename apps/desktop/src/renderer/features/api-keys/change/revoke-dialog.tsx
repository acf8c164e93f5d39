import { useState } from "react";
import type { ApiKeyView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { describeFollowers } from "../../../components/describe-followers.ts";
import { describeReceipt } from "../../../components/describe-receipt.ts";
import { apiClient } from "../../../server/api.ts";
import { keyWasUpdated } from "../../../components/key-cache.ts";
import { AffectedExecutors } from "../../../components/affected-executors.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { ReasonField } from "./reason-field.tsx";

export default function RevokeDialog({ apiKey, onClose }: { apiKey: ApiKeyView; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const revoke = async () => {
    const given = reason.trim() === "" ? {} : { reason };
    const { key, receipt, followers } = await apiClient.apiKeys.revoke.mutate({ id: apiKey.id, ...given });
    keyWasUpdated(key);
    toast.success(`${key.name} is revoked.`, {
      description: [describeReceipt(receipt), ...describeFollowers(followers, { isDone: true })].join(" "),
    });
    onClose();
  };
  return (
    <ConfirmDialog title={`Revoke ${apiKey.name}?`} confirm="Revoke key" tone="danger" act={revoke} onClose={onClose}>
      <AffectedExecutors apiKey={apiKey} consequence="They are refused from their next sync." endsFollowers />
      <ReasonField value={reason} onChange={setReason} />
      <p>This cannot be undone.</p>
    </ConfirmDialog>
  );
}
