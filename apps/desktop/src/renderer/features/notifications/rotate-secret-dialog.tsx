import type { ChannelView, IssuedChannelSecret } from "@excalibur/api/contract";
import { apiClient } from "../../server/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { channelsHaveChanged } from "./channels-cache.ts";

interface RotateSecretDialogProps {
  channel: ChannelView;
  onClose: () => void;
  onIssued: (channel: ChannelView, issued: IssuedChannelSecret) => void;
}

/** Gives a webhook another secret, or a calendar another address. */
export function RotateSecretDialog({ channel, onClose, onIssued }: RotateSecretDialogProps) {
  const { id, name, kind } = channel;
  const rotate = async () => {
    const issued = await apiClient.channels.rotateSecret.mutate({ id });
    await channelsHaveChanged();
    onIssued(channel, issued);
  };
  const isCalendar = kind === "calendar";
  return (
    <ConfirmDialog
      title={isCalendar ? `Replace the address of ${name}?` : `Rotate the secret of ${name}?`}
      confirm={isCalendar ? "Replace address" : "Rotate secret"}
      tone={isCalendar ? "danger" : "primary"}
      act={rotate}
      onClose={onClose}
    >
      <p>
        {isCalendar
          ? "The address in use now leads nowhere at once. Calendar programs that subscribe to it need the new one."
          : "For 24 hours each message has a signature by the old and by the new secret, then by the new one alone. Give the new one to your program in that time."}
      </p>
    </ConfirmDialog>
  );
}
