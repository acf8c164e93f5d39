import type { ChannelView } from "@excalibur/api/contract";
import type { OneTimeSecret } from "../../components/one-time-secret/one-time-secret.ts";
import { SecretBox } from "../../components/one-time-secret/secret-box.tsx";
import { OneTimeSecretDialog } from "../../ui/one-time-secret-dialog.tsx";

interface ChannelSecretDialogProps {
  channel: ChannelView;
  secret: OneTimeSecret;
  /** Called when the user confirms that it is stored. The dialog closes in no other way. */
  onStored: () => void;
}

/** Shows the secret of a webhook, or the address of a calendar, the one time that it can be shown. */
export function ChannelSecretDialog({ channel: { name, kind }, secret, onStored }: ChannelSecretDialogProps) {
  const what = kind === "calendar" ? "address" : "secret";
  return (
    <OneTimeSecretDialog
      width="wide"
      title={`Store the ${what} of ${name} now`}
      description="It is shown this one time, and can’t be shown again."
      confirm={`I’ve stored this ${what}`}
      onStored={onStored}
    >
      <SecretBox
        secret={secret}
        fileName={kind === "calendar" ? "calendar-address.txt" : "webhook.secret"}
        words={{ copy: `Copy ${what}`, label: `The new ${what}` }}
      />
      <p className="text-sm text-muted">
        {kind === "calendar"
          ? "Subscribe to it in a calendar program. It is the only credential: every program that has it can read when keys expire."
          : "Your program verifies the signature of each message with it, by a library of Standard Webhooks."}
      </p>
    </OneTimeSecretDialog>
  );
}
