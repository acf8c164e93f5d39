import type { ExecutorView } from "@excalibur/api/contract";
import { Ban, Copy, KeyRound, PencilLine, RefreshCw, Trash2 } from "lucide-react";
import { ActionsMenu } from "../../../ui/actions-menu.tsx";
import { copyText } from "../../../ui/copy-text.ts";
import { MenuItem, MenuSeparator } from "../../../ui/menu.tsx";
import { useExecutorActions } from "./executor-actions.tsx";
import { renewKeyUnavailable, revokeAccessUnavailable } from "./executor-availability.ts";

/** Everything that can be done with one executor. */
export function ExecutorMenu({ executor }: { executor: ExecutorView }) {
  const { openNewKey, openDetails, openRenew, openRevokeAccess, openDelete } = useExecutorActions();
  return (
    <ActionsMenu of={executor.name} width="w-[250px]">
      <MenuItem icon={<Copy aria-hidden />} onSelect={() => void copyText(executor.id)}>
        Copy id
      </MenuItem>
      <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => openNewKey(executor)}>
        New key…
      </MenuItem>
      <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => openDetails(executor)}>
        Edit details…
      </MenuItem>
      <MenuItem
        icon={<RefreshCw aria-hidden />}
        unavailable={renewKeyUnavailable(executor)}
        onSelect={() => openRenew(executor)}
      >
        Renew key now…
      </MenuItem>
      <MenuSeparator />
      <MenuItem
        icon={<Ban aria-hidden />}
        tone="danger"
        unavailable={revokeAccessUnavailable(executor)}
        onSelect={() => openRevokeAccess(executor)}
      >
        Revoke access…
      </MenuItem>
      <MenuItem icon={<Trash2 aria-hidden />} tone="danger" onSelect={() => openDelete(executor)}>
        Delete…
      </MenuItem>
    </ActionsMenu>
  );
}
