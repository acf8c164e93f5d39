import type { ExecutorView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { cannotRenewLabel } from "../../../components/cannot-renew-labels.ts";
import { api, apiClient } from "../../../server/api.ts";
import { queryClient } from "../../../server/query-client.ts";
import { Callout } from "../../../ui/callout.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";

/** Has one executor make its next key itself. */
export default function RenewDialog({ executor, onClose }: { executor: ExecutorView; onClose: () => void }) {
  const { id, name, boundKey, renewal, online } = executor;
  const renew = async () => {
    await apiClient.executors.renew.mutate({ id });
    void queryClient.invalidateQueries(api.executors.get.queryFilter({ id }));
    toast.success(`${name} is told to renew its key.`);
    onClose();
  };
  return (
    <ConfirmDialog title={`Renew the key of ${name}?`} confirm="Renew key" tone="primary" act={renew} onClose={onClose}>
      <p>
        {online ? "With its next sync it" : "When it is back, it"} is told to make a new key and to move to it. The new
        secret stays on its host.
      </p>
      {boundKey !== null && (
        <p>
          <span className="font-medium">{boundKey.name}</span> stays good until it has moved, and for as long as another
          executor uses it.
        </p>
      )}
      {renewal !== null && renewal.cannotRenew !== null && (
        <Callout tone="caution">
          It was told to already and can’t: {cannotRenewLabel(renewal.cannotRenew)}. It begins by itself once it can.
        </Callout>
      )}
    </ConfirmDialog>
  );
}
