import { MAX_SELECTED_IDS, type AskedRenewals } from "@excalibur/api/contract";
import { toast } from "sonner";
import { describeAsked } from "../../../../components/describe-asked.ts";
import { OnlineExecutors } from "../../../../components/online-executors.tsx";
import { apiClient } from "../../../../server/api.ts";
import { ConfirmDialog } from "../../../../ui/confirm-dialog.tsx";
import { FailureCallout } from "../../../../ui/failure-callout.tsx";
import { changeInSlices } from "./change-in-slices.ts";
import { describeSkipped } from "./describe-skipped.ts";
import { useKeysPreview } from "./keys-preview.ts";
import { keyCount, staysSentence, type SelectedKeys } from "./selected-keys.ts";

/** Has the executors of many keys make their next keys themselves. */
export default function RenewManyDialog({ keys, onClose }: { keys: SelectedKeys; onClose: () => void }) {
  const { preview, previewFailure } = useKeysPreview(keys.ids);
  const { active, expired, revoked } = preview?.counts ?? { active: keys.ids.length, expired: 0, revoked: 0 };
  const renew = async () => {
    // As many with each call as it takes: the server spreads the executors of one call over some minutes.
    const ask = (ids: string[]) => apiClient.apiKeys.renewMany.mutate({ ids });
    const answers: AskedRenewals[] = await changeInSlices(keys, ask, () => {}, MAX_SELECTED_IDS);
    keys.onChanged();
    const executors = answers.reduce((sum, answer) => sum + answer.executors, 0);
    const skipped = answers.flatMap((answer) => answer.skipped);
    toast.success(describeAsked(executors), { description: describeSkipped(skipped) });
    onClose();
  };
  const title = `Renew ${keyCount(active)}`;
  return (
    <ConfirmDialog title={`${title}?`} confirm={title} tone="primary" act={renew} onClose={onClose}>
      {previewFailure !== null && preview === undefined && <FailureCallout failure={previewFailure} />}
      <p>
        Their executors are told with their next syncs to make new keys and to move to them. The new secrets stay on
        their hosts. Of many executors, some begin at once and the others within 4 minutes.
      </p>
      {expired + revoked > 0 && <p>{staysSentence(expired + revoked, "not active")}</p>}
      {preview !== undefined && (
        <OnlineExecutors
          online={preview.online}
          none="No executor is online with any of them. Those that are away are told when they are back."
          consequence="They go on with their old keys until they have moved, and none is refused."
        />
      )}
    </ConfirmDialog>
  );
}
