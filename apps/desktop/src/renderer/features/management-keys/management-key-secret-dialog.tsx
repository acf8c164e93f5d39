import type { ManagementKeyView } from "@excalibur/api/contract";
import type { OneTimeSecret } from "../../components/one-time-secret/one-time-secret.ts";
import { SecretBox } from "../../components/one-time-secret/secret-box.tsx";
import { OneTimeSecretDialog } from "../../ui/one-time-secret-dialog.tsx";

interface ManagementKeySecretDialogProps {
  managementKey: ManagementKeyView;
  secret: OneTimeSecret;
  /** Called when the user confirms that the key is stored. The dialog closes in no other way. */
  onStored: () => void;
}

/** Shows a management key's secret the one time that it can be shown. */
export function ManagementKeySecretDialog({ managementKey, secret, onStored }: ManagementKeySecretDialogProps) {
  const { name, cidrs } = managementKey;
  return (
    <OneTimeSecretDialog
      width="wide"
      title={`Store the management key ${name} now`}
      description="It is shown this one time. Excalibur keeps a fingerprint of it and can never show it again."
      onStored={onStored}
    >
      <SecretBox secret={secret} fileName="management.key" />
      <p className="text-sm text-muted">
        Save it where only your program can read it, and name the file in <code>EXCALIBUR_MANAGEMENT_KEY_FILE</code>.{" "}
        {cidrs.length === 0
          ? "Its holder can use it from any address."
          : `It is accepted from ${cidrs.join(", ")} only.`}
      </p>
    </OneTimeSecretDialog>
  );
}
