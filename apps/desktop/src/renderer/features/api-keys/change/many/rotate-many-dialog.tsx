import { MAX_ROTATED_KEYS } from "@excalibur/api/contract";
import { useState } from "react";
import { toast } from "sonner";
import { OneTimeSecret } from "../../../../components/one-time-secret/one-time-secret.ts";
import { keyWasRotated } from "../../../../components/key-cache.ts";
import { apiClient } from "../../../../server/api.ts";
import { serverNow } from "../../../../server/server-clock.ts";
import { ConfirmDialog } from "../../../../ui/confirm-dialog.tsx";
import { FailureCallout } from "../../../../ui/failure-callout.tsx";
import type { IssuedKey } from "../../issue/issued-key.ts";
import { ENDS_NOW, toOldKeyEnd } from "../old-key-end.ts";
import { OldKeyEndField } from "../old-key-end-field.tsx";
import { describeSkipped } from "./describe-skipped.ts";
import { useKeysPreview } from "./keys-preview.ts";
import { FollowersNote } from "../../../../components/followers-note.tsx";
import { OnlineExecutors } from "../../../../components/online-executors.tsx";
import { keyCount, requireSameCount, staysSentence, type SelectedKeys } from "./selected-keys.ts";

interface RotateManyDialogProps {
  keys: SelectedKeys;
  onClose: () => void;
  onIssued: (issued: IssuedKey[]) => void;
}

const CONSEQUENCES = {
  now: "They are refused until each of them is given its new key.",
  whenMoved: "They go on until each has been given its new key. Then the old one is revoked.",
  at: "They go on until then, and are refused afterwards unless they have been given their new keys.",
} as const;

export default function RotateManyDialog({ keys, onClose, onIssued }: RotateManyDialogProps) {
  const [ends, setEnds] = useState(ENDS_NOW);
  const { preview, previewFailure } = useKeysPreview(keys.ids);
  const { active, expired, revoked } = preview?.counts ?? { active: keys.ids.length, expired: 0, revoked: 0 };
  const isTooMany = keys.ids.length > MAX_ROTATED_KEYS;
  const rotate = async () => {
    const oldKeyEnds = toOldKeyEnd(ends, serverNow());
    if (oldKeyEnds === null || isTooMany) return;
    await requireSameCount(keys);
    const { rotated, skipped } = await apiClient.apiKeys.rotateMany.mutate({ ids: [...keys.ids], oldKeyEnds });
    for (const { key, replaced } of rotated) keyWasRotated(replaced, key);
    keys.onChanged();
    const left = describeSkipped(skipped);
    if (left !== undefined) toast.info(left);
    if (rotated.length === 0) onClose();
    else onIssued(rotated.map(({ secret, ...key }) => ({ ...key, secret: new OneTimeSecret(secret) })));
  };
  const title = `Rotate ${keyCount(active)}`;
  return (
    <ConfirmDialog
      title={isTooMany ? "Too many keys to rotate together" : `${title}?`}
      confirm={isTooMany ? "Select fewer" : title}
      tone={ends.kind === "now" && !isTooMany ? "danger" : "primary"}
      act={isTooMany ? async () => onClose() : rotate}
      onClose={onClose}
    >
      {previewFailure !== null && preview === undefined && <FailureCallout failure={previewFailure} />}
      {isTooMany ? (
        <p>
          {keyCount(keys.ids.length)} are selected. At most {MAX_ROTATED_KEYS} can be rotated together: each new secret
          is shown once, and has to be stored.
        </p>
      ) : (
        <>
          <p>
            Each key gets a successor with the same expiry. The new secrets are shown once, all together.{" "}
            {ends.kind === "now" && "The old keys are revoked in the same step, which cannot be undone."}
          </p>
          {expired + revoked > 0 && <p>{staysSentence(expired + revoked, "not active")}</p>}
          <OldKeyEndField values={ends} onChange={setEnds} />
          {preview !== undefined && (
            <>
              <OnlineExecutors online={preview.online} consequence={CONSEQUENCES[ends.kind]} />
              <FollowersNote followers={preview.followers} />
            </>
          )}
        </>
      )}
    </ConfirmDialog>
  );
}
