import { toast } from "sonner";
import { apiClient } from "../../../../server/api.ts";
import { describeSkipped } from "./describe-skipped.ts";
import { useKeysPreview } from "./keys-preview.ts";
import { ManyKeysDialog } from "./many-keys-dialog.tsx";
import { keyCount, staysSentence, type SelectedKeys } from "./selected-keys.ts";

export default function DeleteManyDialog({ keys, onClose }: { keys: SelectedKeys; onClose: () => void }) {
  const { preview, previewFailure } = useKeysPreview(keys.ids);
  const { active, expired, revoked } = preview?.counts ?? { active: 0, expired: 0, revoked: keys.ids.length };
  const remove = (ids: string[]) => apiClient.apiKeys.deleteMany.mutate({ ids });
  const sayDone = (answers: Awaited<ReturnType<typeof remove>>[]) => {
    const count = answers.reduce((sum, answer) => sum + answer.deleted.length, 0);
    toast.success(`${keyCount(count)} ${count === 1 ? "is" : "are"} deleted.`, {
      description: describeSkipped(answers.flatMap(({ skipped }) => skipped)),
    });
  };
  return (
    <ManyKeysDialog
      keys={keys}
      verb="Delete"
      count={revoked}
      preview={preview}
      previewFailure={previewFailure}
      act={remove}
      onDone={sayDone}
      onClose={onClose}
    >
      <p>The keys disappear from this list for good. The audit log keeps what was done with them.</p>
      {active + expired > 0 && (
        <p>{staysSentence(active + expired, "not revoked")} Only a revoked key can be deleted.</p>
      )}
    </ManyKeysDialog>
  );
}
