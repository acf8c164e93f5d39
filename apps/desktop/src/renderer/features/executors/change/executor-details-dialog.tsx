import type { ExecutorView } from "@excalibur/api/contract";
import { DetailsDialog } from "../../../components/details-dialog.tsx";
import { apiClient } from "../../../server/api.ts";
import { executorChanged } from "../executor-cache.ts";

/** Changes the note and the labels of an executor. */
export default function ExecutorDetailsDialog({ executor, onClose }: { executor: ExecutorView; onClose: () => void }) {
  return (
    <DetailsDialog
      of={executor}
      example="site=fra1 team=edge"
      save={async (details) =>
        executorChanged(await apiClient.executors.update.mutate({ id: executor.id, ...details }))
      }
      onClose={onClose}
    />
  );
}
