import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { DialogActions, DialogBody } from "./dialog.tsx";
import type { Failure } from "../server/failure.ts";
import { FailureCallout } from "./failure-callout.tsx";

interface DialogFormProps {
  readonly onSubmit: () => unknown;
  readonly onClose: () => void;
  /** What its button says. */
  readonly confirm: ReactNode;
  readonly tone?: "primary" | "danger";
  /** While it is being sent. */
  readonly busy: boolean;
  /** Why it could not be sent, shown above the fields. */
  readonly failure: Failure | null;
  readonly children: ReactNode;
}

/** The form within a dialog: what went wrong, the fields, and *Cancel* beside the button that sends it. */
export function DialogForm(props: DialogFormProps) {
  const { onSubmit, onClose, confirm, tone = "primary", busy, failure, children } = props;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void onSubmit();
      }}
    >
      <DialogBody>
        {failure !== null && <FailureCallout failure={failure} />}
        {children}
      </DialogBody>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look={tone} busy={busy}>
          {confirm}
        </Button>
      </DialogActions>
    </form>
  );
}
