import type { ChannelView } from "@excalibur/api/contract";
import { toast } from "sonner";
import { apiClient } from "../../server/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { channelsHaveChanged } from "./channels-cache.ts";

/** Deletes a channel. */
export function DeleteChannelDialog({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const { id, name, kind } = channel;
  const remove = async () => {
    await apiClient.channels.delete.mutate({ id });
    await channelsHaveChanged();
    toast.success(`${name} is deleted.`);
    onClose();
  };
  return (
    <ConfirmDialog title={`Delete ${name}?`} confirm="Delete channel" tone="danger" act={remove} onClose={onClose}>
      <p>
        {kind === "calendar"
          ? "Its address leads nowhere from then on."
          : "Messages that wait are not sent any more, and its log goes with it."}{" "}
        This cannot be undone.
      </p>
    </ConfirmDialog>
  );
}
