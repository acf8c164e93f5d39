import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { describeReceipt } from "../../components/describe-receipt.ts";
import { api, apiClient } from "../../server/api.ts";
import { readFailure, type Failure } from "../../server/failure.ts";
import { queryClient } from "../../server/query-client.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { FailureCallout } from "../../ui/failure-callout.tsx";
import { PolicyEffect } from "./policy-effect.tsx";
import type { CheckedPolicy } from "./policy-fields.ts";

interface SavePolicyDialogProps {
  policy: CheckedPolicy;
  onClose: () => void;
  onRefused: (failure: Failure) => void;
}

/** Names the keys and executors that a policy hits, before it is saved. */
export function SavePolicyDialog({ policy, onClose, onRefused }: SavePolicyDialogProps) {
  const { data: preview, error } = useQuery(api.policies.preview.queryOptions(policy, { staleTime: 0, gcTime: 0 }));
  const ended = preview?.shortened.ended ?? 0;
  const save = async () => {
    try {
      const { policy: saved, receipt } = await apiClient.policies.update.mutate({ ...policy, expectedEnded: ended });
      queryClient.setQueryData(api.policies.get.queryKey(), saved);
      toast.success("The key policy is saved.", { description: describeReceipt(receipt) });
      onClose();
    } catch (fault) {
      onRefused(readFailure(fault));
      throw fault;
    }
  };
  return (
    <ConfirmDialog
      title="Save the key policy?"
      confirm={ended === 0 ? "Save policy" : `Save policy and end ${ended === 1 ? "1 key" : `${ended} keys`}`}
      tone={ended === 0 ? "primary" : "danger"}
      isReady={preview !== undefined}
      act={save}
      onClose={onClose}
    >
      {error !== null && preview === undefined && <FailureCallout failure={readFailure(error)} />}
      {preview === undefined && error === null && <p className="text-muted">Looking at the keys…</p>}
      {preview !== undefined && <PolicyEffect preview={preview} />}
    </ConfirmDialog>
  );
}
