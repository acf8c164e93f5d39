import { useEffect, type ComponentProps } from "react";
import { Button } from "./button.tsx";
import { Dialog, DialogActions, DialogBody } from "./dialog.tsx";

interface OneTimeSecretDialogProps extends Omit<
  ComponentProps<typeof Dialog>,
  "onClose" | "alert" | "grows" | "initialFocus"
> {
  /** What the button that closes the dialog says. */
  readonly confirm?: string;
  /** Called when the user confirms that what was shown is stored. The dialog closes in no other way. */
  readonly onStored: () => void;
}

/** Shows secrets the one time that they can be shown. Leaving the page meanwhile asks first. */
export function OneTimeSecretDialog({
  confirm = "I’ve stored this key",
  onStored,
  children,
  ...dialog
}: OneTimeSecretDialogProps) {
  useQuestionBeforeLeaving();
  return (
    <Dialog {...dialog} grows>
      <DialogBody>{children}</DialogBody>
      <DialogActions>
        <Button look="primary" onClick={onStored}>
          {confirm}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** A reload or a closed window would lose a secret for good, so both ask first. */
function useQuestionBeforeLeaving(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, []);
}
