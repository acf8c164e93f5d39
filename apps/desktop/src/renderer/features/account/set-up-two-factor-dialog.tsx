import { useState } from "react";
import { api, personClient } from "../../server/api.ts";
import { queryClient } from "../../server/query-client.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { AppCodeStep } from "./app-code-step.tsx";
import { PasswordStep } from "./password-step.tsx";
import { RecoveryCodesStep } from "./recovery-codes-step.tsx";

interface Prepared {
  /** What the app scans; holds its secret. */
  uri: string;
  recoveryCodes: string[];
}

/** Password, then the app, then the codes for when the app is lost. Nothing is turned on before the app has proven itself. */
export function SetUpTwoFactorDialog({ onClose }: { onClose: () => void }) {
  const [prepared, setPrepared] = useState<Prepared | null>(null);
  const [isConfirmed, setConfirmed] = useState(false);
  if (prepared === null) {
    return (
      <Dialog title="Set up two-factor sign-in" description="First, your password." onClose={onClose}>
        <PasswordStep
          confirm="Continue"
          tone="primary"
          act={async (password) => setPrepared(await personClient.account.twoFactor.enable.mutate({ password }))}
          onClose={onClose}
        />
      </Dialog>
    );
  }
  if (!isConfirmed) {
    return (
      <Dialog
        title="Scan this with your authenticator app"
        description="Then enter the code that the app shows."
        onClose={onClose}
      >
        <AppCodeStep uri={prepared.uri} onConfirmed={() => setConfirmed(true)} onClose={onClose} />
      </Dialog>
    );
  }
  // Like a new key: only the user's confirmation closes it, because the codes can't be shown again.
  return (
    <Dialog
      title="Store your recovery codes"
      description="Two-factor sign-in is on. If you lose the app, each of these codes signs you in once. They can’t be shown again."
    >
      <RecoveryCodesStep
        codes={prepared.recoveryCodes}
        onStored={() => {
          void queryClient.invalidateQueries(api.account.get.queryFilter());
          onClose();
        }}
      />
    </Dialog>
  );
}
