import { isPaused, type ApiKeyView } from "@excalibur/api/contract";
import { Ban, Pause, PencilLine, Play, RefreshCcw, RefreshCw, Trash2 } from "lucide-react";
import { useMayManageKeys } from "../../../server/account.ts";
import { serverNow } from "../../../server/server-clock.ts";
import { ActionButton } from "../../../ui/action-button.tsx";
import { useKeyActions } from "../change/key-actions.tsx";
import {
  deleteUnavailable,
  pauseUnavailable,
  renewUnavailable,
  revokeUnavailable,
  rotateUnavailable,
} from "../change/key-availability.ts";

export function KeyButtons({ apiKey }: { apiKey: ApiKeyView }) {
  const { openDetails, openRotate, openRenew, openPause, openResume, openRevoke, openDelete } = useKeyActions();
  if (!useMayManageKeys()) return null;
  return (
    <div className="flex flex-wrap gap-2">
      <ActionButton unavailable={undefined} onClick={() => openDetails(apiKey)}>
        <PencilLine aria-hidden className="size-3.5" />
        Edit details
      </ActionButton>
      <ActionButton unavailable={rotateUnavailable(apiKey)} onClick={() => openRotate(apiKey)}>
        <RefreshCcw aria-hidden className="size-3.5" />
        Rotate
      </ActionButton>
      <ActionButton unavailable={renewUnavailable(apiKey)} onClick={() => openRenew(apiKey)}>
        <RefreshCw aria-hidden className="size-3.5" />
        Renew now
      </ActionButton>
      {isPaused(apiKey, serverNow()) && (
        <ActionButton unavailable={undefined} onClick={() => openResume(apiKey)}>
          <Play aria-hidden className="size-3.5" />
          Resume now
        </ActionButton>
      )}
      <ActionButton unavailable={pauseUnavailable(apiKey)} onClick={() => openPause(apiKey)}>
        <Pause aria-hidden className="size-3.5" />
        Pause
      </ActionButton>
      <ActionButton unavailable={revokeUnavailable(apiKey)} onClick={() => openRevoke(apiKey)}>
        <Ban aria-hidden className="size-3.5" />
        Revoke
      </ActionButton>
      <ActionButton unavailable={deleteUnavailable(apiKey)} onClick={() => openDelete(apiKey)}>
        <Trash2 aria-hidden className="size-3.5" />
        Delete
      </ActionButton>
    </div>
  );
}
