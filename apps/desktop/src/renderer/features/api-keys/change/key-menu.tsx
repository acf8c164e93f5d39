import { isPaused, type ApiKeyView } from "@excalibur/api/contract";
import { Ban, Copy, Pause, PencilLine, Play, RefreshCcw, RefreshCw, Trash2 } from "lucide-react";
import { serverNow } from "../../../server/server-clock.ts";
import { ActionsMenu } from "../../../ui/actions-menu.tsx";
import { copyText } from "../../../ui/copy-text.ts";
import { MenuItem, MenuSeparator } from "../../../ui/menu.tsx";
import { useKeyActions } from "./key-actions.tsx";
import {
  deleteUnavailable,
  pauseUnavailable,
  renewUnavailable,
  revokeUnavailable,
  rotateUnavailable,
} from "./key-availability.ts";

/** Everything that can be done with one key. */
export function KeyMenu({ apiKey }: { apiKey: ApiKeyView }) {
  const { openDetails, openRotate, openRenew, openPause, openResume, openRevoke, openDelete } = useKeyActions();
  return (
    <ActionsMenu of={apiKey.name} width="w-[250px]">
      <MenuItem icon={<Copy aria-hidden />} onSelect={() => void copyText(apiKey.id)}>
        Copy id
      </MenuItem>
      <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => openDetails(apiKey)}>
        Edit details…
      </MenuItem>
      <MenuItem
        icon={<RefreshCcw aria-hidden />}
        unavailable={rotateUnavailable(apiKey)}
        onSelect={() => openRotate(apiKey)}
      >
        Rotate…
      </MenuItem>
      <MenuItem
        icon={<RefreshCw aria-hidden />}
        unavailable={renewUnavailable(apiKey)}
        onSelect={() => openRenew(apiKey)}
      >
        Renew now…
      </MenuItem>
      <MenuSeparator />
      {isPaused(apiKey, serverNow()) && (
        <MenuItem icon={<Play aria-hidden />} onSelect={() => openResume(apiKey)}>
          Resume now…
        </MenuItem>
      )}
      <MenuItem icon={<Pause aria-hidden />} unavailable={pauseUnavailable(apiKey)} onSelect={() => openPause(apiKey)}>
        Pause…
      </MenuItem>
      <MenuItem
        icon={<Ban aria-hidden />}
        tone="danger"
        unavailable={revokeUnavailable(apiKey)}
        onSelect={() => openRevoke(apiKey)}
      >
        Revoke…
      </MenuItem>
      <MenuItem
        icon={<Trash2 aria-hidden />}
        tone="danger"
        unavailable={deleteUnavailable(apiKey)}
        onSelect={() => openDelete(apiKey)}
      >
        Delete…
      </MenuItem>
    </ActionsMenu>
  );
}
