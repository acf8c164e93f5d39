import type { ExecutorView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { toast } from "sonner";
import { describeFollowers } from "../../../components/describe-followers.ts";
import { describeReceipt } from "../../../components/describe-receipt.ts";
import { AffectedExecutors } from "../../../components/affected-executors.tsx";
import { keyWasUpdated } from "../../../components/key-cache.ts";
import { api, apiClient } from "../../../server/api.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { executorChanged } from "../executor-cache.ts";

interface RevokeAccessDialogProps {
  executor: ExecutorView;
  onClose: () => void;
}

/** Revokes the key an executor is bound to, after naming everybody else who syncs with it. */
export default function RevokeAccessDialog({ executor, onClose }: RevokeAccessDialogProps) {
  const revoke = async () => {
    const answer = await apiClient.executors.revokeAccess.mutate({ id: executor.id });
    executorChanged(answer.executor);
    keyWasUpdated(answer.key);
    toast.success(`${answer.key.name}, the key of ${executor.name}, is revoked.`, {
      description: [describeReceipt(answer.receipt), ...describeFollowers(answer.followers, { isDone: true })].join(
        " ",
      ),
    });
    onClose();
  };
  return (
    <ConfirmDialog
      title={`Revoke the access of ${executor.name}?`}
      confirm="Revoke access"
      tone="danger"
      act={revoke}
      onClose={onClose}
    >
      {executor.boundKey !== null && <Consequence executor={executor} boundKey={executor.boundKey} />}
      <p>This cannot be undone. To connect it again, create a new key for it.</p>
    </ConfirmDialog>
  );
}

interface ConsequenceProps {
  executor: ExecutorView;
  boundKey: NonNullable<ExecutorView["boundKey"]>;
}

function Consequence({ executor, boundKey }: ConsequenceProps) {
  const { data: key } = useQuery(api.apiKeys.get.queryOptions({ id: boundKey.id }, { staleTime: 0 }));
  const others = (key?.usedBy.total ?? 1) - 1;
  return (
    <>
      <p>
        Its key <span className="font-medium">{boundKey.name}</span> is revoked.{" "}
        {others === 0
          ? "No other executor uses that key."
          : `${others === 1 ? "Another executor shares" : `${others} other executors share`} that key and ${others === 1 ? "loses" : "lose"} access too.`}
      </p>
      {key === undefined || others === 0 ? (
        <p>{executor.name} is refused from its next sync.</p>
      ) : (
        <AffectedExecutors apiKey={key} consequence="All of them are refused from their next sync." endsFollowers />
      )}
    </>
  );
}
