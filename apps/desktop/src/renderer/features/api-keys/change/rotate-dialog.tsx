import { rotatedName, type ApiKeyView } from "@excalibur/api/contract";
import { useState } from "react";
import { apiClient } from "../../../server/api.ts";
import { serverNow } from "../../../server/server-clock.ts";
import { exactTime } from "../../../time/relative-time.ts";
import { OneTimeSecret } from "../../../components/one-time-secret/one-time-secret.ts";
import type { IssuedKey } from "../issue/issued-key.ts";
import { keyWasRotated } from "../../../components/key-cache.ts";
import { AffectedExecutors } from "../../../components/affected-executors.tsx";
import { ConfirmDialog } from "../../../ui/confirm-dialog.tsx";
import { ENDS_NOW, toOldKeyEnd } from "./old-key-end.ts";
import { OldKeyEndField } from "./old-key-end-field.tsx";
import { ReasonField } from "./reason-field.tsx";

interface RotateDialogProps {
  apiKey: ApiKeyView;
  onClose: () => void;
  onIssued: (issued: IssuedKey) => void;
}

const CONSEQUENCES = {
  now: "They are refused until they are given the new key.",
  whenMoved: "They go on until the last of them has been given another key. Then the old one is revoked.",
  at: "They go on until then, and are refused afterwards unless they have been given the new key.",
} as const;

export default function RotateDialog({ apiKey, onClose, onIssued }: RotateDialogProps) {
  const [ends, setEnds] = useState(ENDS_NOW);
  const [reason, setReason] = useState("");
  const oldKeyEnds = toOldKeyEnd(ends, serverNow());
  const rotate = async () => {
    if (oldKeyEnds === null) return;
    const { key, secret, replaced } = await apiClient.apiKeys.rotate.mutate({
      id: apiKey.id,
      oldKeyEnds,
      ...(reason.trim() === "" ? {} : { reason }),
    });
    keyWasRotated(replaced, key);
    onIssued({ key, secret: new OneTimeSecret(secret), replaced });
  };
  return (
    <ConfirmDialog
      title={`Rotate ${apiKey.name}?`}
      confirm="Rotate key"
      tone={ends.kind === "now" ? "danger" : "primary"}
      act={rotate}
      onClose={onClose}
    >
      <p>
        A successor named <span className="font-medium">{rotatedName(apiKey.name, serverNow())}</span>{" "}
        {apiKey.expiresAt === null ? "that never expires" : `with the same expiry, ${exactTime(apiKey.expiresAt)},`} is
        created. {ends.kind === "now" && "The old key is revoked in the same step, which cannot be undone."}
      </p>
      <OldKeyEndField values={ends} onChange={setEnds} />
      <ReasonField value={reason} onChange={setReason} />
      <AffectedExecutors apiKey={apiKey} consequence={CONSEQUENCES[ends.kind]} endsFollowers />
    </ConfirmDialog>
  );
}
