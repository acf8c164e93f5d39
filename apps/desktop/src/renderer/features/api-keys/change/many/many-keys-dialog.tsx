import type { KeysPreview } from "@excalibur/api/contract";
import { useState, type ReactNode } from "react";
import { ConfirmDialog } from "../../../../ui/confirm-dialog.tsx";
import { FailureCallout } from "../../../../ui/failure-callout.tsx";
import type { Failure } from "../../../../server/failure.ts";
import { changeInSlices } from "./change-in-slices.ts";
import { ProgressOfKeys } from "./progress-of-keys.tsx";
import { keyCount, type SelectedKeys } from "./selected-keys.ts";

interface ManyKeysDialogProps<Answer> {
  keys: SelectedKeys;
  /** What is done to them: "Revoke". */
  verb: string;
  /** How many of them it will be done to; the others stay as they are. */
  count: number;
  preview: KeysPreview | undefined;
  previewFailure: Failure | null;
  act: (ids: string[]) => Promise<Answer>;
  /** Called with what every call has answered. */
  onDone: (answers: Answer[]) => void;
  onClose: () => void;
  /** What will happen, once that is known. */
  children: ReactNode;
}

/** One question about many keys, and how far the answer to it has come. */
export function ManyKeysDialog<Answer>(props: ManyKeysDialogProps<Answer>) {
  const { keys, verb, count, preview, previewFailure, act, onDone, onClose, children } = props;
  const [done, setDone] = useState<number | null>(null);
  const run = async () => {
    setDone(0);
    const answers = await changeInSlices(keys, act, setDone);
    keys.onChanged();
    onDone(answers);
    onClose();
  };
  const title = `${verb} ${keyCount(count)}`;
  return (
    <ConfirmDialog title={`${title}?`} confirm={title} tone="danger" act={run} onClose={onClose}>
      {previewFailure !== null && preview === undefined && <FailureCallout failure={previewFailure} />}
      {preview === undefined ? <p className="text-muted">Looking at them…</p> : children}
      <p>This cannot be undone.</p>
      <ProgressOfKeys done={done} total={keys.ids.length} />
    </ConfirmDialog>
  );
}
