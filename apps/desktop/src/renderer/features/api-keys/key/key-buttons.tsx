import type { ApiKeyView } from "@excalibur/api/contract";
import { Ban, PencilLine, RefreshCcw, Trash2 } from "lucide-react";
import { useMayManageKeys } from "../../../server/account.ts";
import { ActionButton } from "../../../ui/action-button.tsx";
import { useKeyActions } from "../change/key-actions.tsx";
import { deleteUnavailable, revokeUnavailable, rotateUnavailable } from "../change/key-availability.ts";

export function KeyButtons({ apiKey }: { apiKey: ApiKeyView }) {
  const { openNote, openRotate, openRevoke, openDelete } = useKeyActions();
  if (!useMayManageKeys()) return null;
  return (
    <div className="flex flex-wrap gap-2">
      <ActionButton unavailable={undefined} onClick={() => openNote(apiKey)}>
        <PencilLine aria-hidden className="size-3.5" />
        Edit note
      </ActionButton>
      <ActionButton unavailable={rotateUnavailable(apiKey)} onClick={() => openRotate(apiKey)}>
        <RefreshCcw aria-hidden className="size-3.5" />
        Rotate
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
