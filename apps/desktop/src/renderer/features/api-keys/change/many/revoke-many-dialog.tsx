import { followersOfAll } from "@excalibur/api/contract";
import { useState } from "react";
import { toast } from "sonner";
import { describeFollowers } from "../../../../components/describe-followers.ts";
import { describeReceipt } from "../../../../components/describe-receipt.ts";
import { apiClient } from "../../../../server/api.ts";
import { ReasonField } from "../reason-field.tsx";
import { describeSkipped } from "./describe-skipped.ts";
import { useKeysPreview } from "./keys-preview.ts";
import { ManyKeysDialog } from "./many-keys-dialog.tsx";
import { FollowersNote } from "../../../../components/followers-note.tsx";
import { OnlineExecutors } from "../../../../components/online-executors.tsx";
import { keyCount, staysSentence, type SelectedKeys } from "./selected-keys.ts";

export default function RevokeManyDialog({ keys, onClose }: { keys: SelectedKeys; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const { preview, previewFailure } = useKeysPreview(keys.ids);
  const { active, expired, revoked } = preview?.counts ?? { active: keys.ids.length, expired: 0, revoked: 0 };
  const given = reason.trim() === "" ? {} : { reason };
  const revoke = (ids: string[]) => apiClient.apiKeys.revokeMany.mutate({ ids, ...given });
  const sayDone = (answers: Awaited<ReturnType<typeof revoke>>[]) => {
    const count = answers.reduce((sum, answer) => sum + answer.revoked.length, 0);
    const last = answers.at(-1);
    const left = describeSkipped(answers.flatMap(({ skipped }) => skipped));
    const followers = followersOfAll(
      answers.map((answer) => answer.followers),
      answers.flatMap((answer) => answer.revoked),
    );
    const said = last && [describeReceipt(last.receipt), ...describeFollowers(followers, { isDone: true }), left];
    toast.success(`${keyCount(count)} ${count === 1 ? "is" : "are"} revoked.`, {
      description: said?.filter((part) => part !== undefined).join(" "),
    });
  };
  return (
    <ManyKeysDialog
      keys={keys}
      verb="Revoke"
      count={active + expired}
      preview={preview}
      previewFailure={previewFailure}
      act={revoke}
      onDone={sayDone}
      onClose={onClose}
    >
      {revoked > 0 && <p>{staysSentence(revoked, "revoked already")}</p>}
      {preview !== undefined && (
        <>
          <OnlineExecutors online={preview.online} />
          <FollowersNote followers={preview.followers} />
        </>
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ManyKeysDialog>
  );
}
