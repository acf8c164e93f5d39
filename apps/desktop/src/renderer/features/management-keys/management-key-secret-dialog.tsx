import type { ManagementKeyView } from "@excalibur/api/contract";
import type { OneTimeSecret } from "../../components/one-time-secret/one-time-secret.ts";
import { SecretBox } from "../../components/one-time-secret/secret-box.tsx";
import { useQuestionBeforeLeaving } from "../../components/one-time-secret/use-question-before-leaving.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog, DialogActions, DialogBody } from "../../ui/dialog.tsx";

interface ManagementKeySecretDialogProps {
  managementKey: ManagementKeyView;
  secret: OneTimeSecret;
  /** Called when the user confirms that the key is stored. The dialog closes in no other way. */
  onStored: () => void;
}

/** Shows a management key's secret the one time that it can be shown. */
export function ManagementKeySecretDialog({ managementKey, secret, onStored }: ManagementKeySecretDialogProps) {
  useQuestionBeforeLeaving();
  const { name, cidrs } = managementKey;
  return (
    <Dialog
      width="wide"
      title={`Store the management key ${name} now`}
      description="It is shown this one time. Excalibur keeps a fingerprint of it and can never show it again."
    >
      <DialogBody>
        <SecretBox secret={secret} fileName="management.key" />
        <p className="text-sm text-muted">
          Save it where only your program can read it, and name the file in <code>EXCALIBUR_MANAGEMENT_KEY_FILE</code>.{" "}
          {cidrs.length === 0
            ? "Its holder can use it from any address."
            : `It is accepted from ${cidrs.join(", ")} only.`}
        </p>
      </DialogBody>
      <DialogActions>
        <Button look="primary" onClick={onStored}>
          I’ve stored this key
        </Button>
      </DialogActions>
    </Dialog>
  );
}
