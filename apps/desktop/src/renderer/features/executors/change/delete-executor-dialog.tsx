import type { ExecutorView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { toast } from "sonner";
import { AffectedExecutors } from "../../../components/affected-executors.tsx";
import { api, apiClient } from "../../../server/api.ts";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { executorWasDeleted } from "../executor-cache.ts";

interface DeleteExecutorDialogProps {
  executor: ExecutorView;
  onClose: () => void;
}

export default function DeleteExecutorDialog({ executor, onClose }: DeleteExecutorDialogProps) {
  const navigate = useNavigate({ from: "/o/$slug" });
  const { pathname } = useLocation();
  const remove = async () => {
    await apiClient.executors.delete.mutate({ id: executor.id });
    onClose();
    toast.success(`${executor.name} is deleted.`);
    // The executor's own page has nothing left to show.
    if (pathname.endsWith(`/executors/${executor.id}`)) await navigate({ to: "/o/$slug/executors" });
    executorWasDeleted(executor);
  };
  const { boundKey } = executor;
  return (
    <ConfirmDialog
      title={`Delete ${executor.name}?`}
      confirm="Delete executor"
      tone="danger"
      act={remove}
      onClose={onClose}
    >
      <p>It disappears from this list and its name is free again. Its events and the audit log stay.</p>
      {boundKey !== null && boundKey.status !== "revoked" && <RevokedToo boundKey={boundKey} />}
      <p>This cannot be undone.</p>
    </ConfirmDialog>
  );
}

function RevokedToo({ boundKey }: { boundKey: NonNullable<ExecutorView["boundKey"]> }) {
  const { data: key } = useQuery(api.apiKeys.get.queryOptions({ id: boundKey.id }, { staleTime: 0 }));
  return (
    <>
      <p>
        Its key <span className="font-medium">{boundKey.name}</span> is revoked with it.
      </p>
      {key !== undefined && key.usedBy.total > 1 && (
        <AffectedExecutors apiKey={key} consequence="All of them are refused from their next sync." endsFollowers />
      )}
    </>
  );
}
