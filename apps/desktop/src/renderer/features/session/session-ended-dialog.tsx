import { Dialog } from "../../ui/dialog.tsx";
import { Button } from "../../ui/button.tsx";
import { queryClient } from "../../server/query-client.ts";
import { useSessionEnded } from "../../server/session-state.ts";
import { SignInForm } from "./sign-in-form.tsx";

interface SessionEndedDialogProps {
  /** The address of the user, so that only the password must be typed. */
  email: string;
  onSignOut: () => void;
}

/** Asks to sign in again above the open screen, so that no typed text is lost. */
export function SessionEndedDialog({ email, onSignOut }: SessionEndedDialogProps) {
  if (!useSessionEnded()) return null;
  const goOn = async () => {
    await queryClient.invalidateQueries();
  };
  return (
    <Dialog
      title="Your session has ended"
      initialFocus="input[type=password]"
      description="Sign in again to go on where you were. Nothing you typed is lost."
    >
      <div className="px-5 pt-4 pb-3">
        <SignInForm email={email} onSignedIn={goOn} />
        <Button look="quiet" onClick={onSignOut} className="mt-2 w-full">
          Leave and sign in as someone else
        </Button>
      </div>
    </Dialog>
  );
}
