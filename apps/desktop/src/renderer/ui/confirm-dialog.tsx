import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogActions, DialogBody } from "./dialog.tsx";
import { FailureCallout } from "./failure-callout.tsx";
import { useAction } from "./use-action.ts";

interface ConfirmDialogProps {
  title: string;
  /** What will happen, and to what. */
  children: ReactNode;
  /** The button says what it does, never "OK". */
  confirm: string;
  /** The safe way out, where "Cancel" could be taken for the act itself. */
  dismiss?: string;
  tone: "primary" | "danger";
  /** False while it is not known yet what will happen: then it can't be confirmed. */
  isReady?: boolean;
  act: () => Promise<void>;
  onClose: () => void;
}

/** Asks before something that can't be taken back. The safe way out has the focus. */
export function ConfirmDialog({
  title,
  children,
  confirm,
  dismiss = "Cancel",
  tone,
  isReady = true,
  act,
  onClose,
}: ConfirmDialogProps) {
  const { isRunning, failure, run } = useAction(act);
  return (
    <Dialog alert title={title} onClose={onClose} description={<div className="space-y-3 text-ink">{children}</div>}>
      {failure !== null && (
        <DialogBody>
          <FailureCallout failure={failure} />
        </DialogBody>
      )}
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {dismiss}
        </Button>
        <Button look={tone} busy={isRunning} disabled={!isReady} onClick={run}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
