import type { ExecutorView } from "@excalibur/api/contract";
import { Ban, Copy, Ellipsis, KeyRound, Trash2 } from "lucide-react";
import { useMayManageKeys } from "../../../server/account.ts";
import { IconButton } from "../../../ui/button.tsx";
import { copyText } from "../../../ui/copy-text.ts";
import { Menu, MenuItem, MenuSeparator } from "../../../ui/menu.tsx";
import { useExecutorActions } from "./executor-actions.tsx";
import { revokeAccessUnavailable } from "./executor-availability.ts";

/** Everything that can be done with one executor. Members, who may do none of it, don't see it. */
export function ExecutorMenu({ executor }: { executor: ExecutorView }) {
  const { openNewKey, openRevokeAccess, openDelete } = useExecutorActions();
  if (!useMayManageKeys()) return null;
  return (
    <Menu
      align="end"
      width="w-[250px]"
      trigger={
        <IconButton label={`Actions for ${executor.name}`}>
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <MenuItem icon={<Copy aria-hidden />} onSelect={() => void copyText(executor.id)}>
        Copy id
      </MenuItem>
      <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => openNewKey(executor)}>
        New key…
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
    </Menu>
  );
}
