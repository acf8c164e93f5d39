import type { ApiKeyView } from "@excalibur/api/contract";
import { Ban, Copy, Ellipsis, RefreshCcw, Trash2 } from "lucide-react";
import { useMayManageKeys } from "../../../server/account.ts";
import { IconButton } from "../../../ui/button.tsx";
import { copyText } from "../../../ui/copy-text.ts";
import { Menu, MenuItem, MenuSeparator } from "../../../ui/menu.tsx";
import { useKeyActions } from "./key-actions.tsx";
import { deleteUnavailable, revokeUnavailable, rotateUnavailable } from "./key-availability.ts";

/** Everything that can be done with one key. Members, who may do none of it, don't see it. */
export function KeyMenu({ apiKey }: { apiKey: ApiKeyView }) {
  const { openRotate, openRevoke, openDelete } = useKeyActions();
  if (!useMayManageKeys()) return null;
  return (
    <Menu
      align="end"
      width="w-[250px]"
      trigger={
        <IconButton label={`Actions for ${apiKey.name}`}>
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      }
    >
      <MenuItem icon={<Copy aria-hidden />} onSelect={() => void copyText(apiKey.id)}>
        Copy id
      </MenuItem>
      <MenuItem
        icon={<RefreshCcw aria-hidden />}
        unavailable={rotateUnavailable(apiKey)}
        onSelect={() => openRotate(apiKey)}
      >
        Rotate…
      </MenuItem>
      <MenuSeparator />
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
    </Menu>
  );
}
