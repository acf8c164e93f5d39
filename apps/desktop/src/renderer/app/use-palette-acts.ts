import type { ApiKeyView } from "@excalibur/api/contract";
import { useKeyActions } from "../features/api-keys/change/key-actions.tsx";
import type { ActRunners } from "../features/shell/palette/act-targets.tsx";
import type { ActName } from "../features/shell/palette/acts.ts";
import { useMayManageKeys } from "../server/account.ts";

/** What the palette's acts open; null for members, who may only look. */
export function usePaletteActs(): ActRunners | null {
  const mayManage = useMayManageKeys();
  const { openRevoke, openRotate, openPause, openDetails, openDelete, openNewKey } = useKeyActions();
  if (!mayManage) return null;
  const onKey: Record<Exclude<ActName, "new key for">, (key: ApiKeyView) => void> = {
    revoke: openRevoke,
    rotate: openRotate,
    pause: openPause,
    label: openDetails,
    delete: openDelete,
  };
  return {
    onKey: (act, key) => act !== "new key for" && onKey[act](key),
    onExecutor: (_act, executor) => openNewKey(executor),
  };
}
