import { useEffect } from "react";
import { useKeyActions } from "../features/api-keys/change/key-actions.tsx";
import { host } from "../host/host.ts";
import { useMayManageKeys } from "../server/account.ts";
import { isCovered } from "../ui/use-shortcut.ts";

/** Opens the form for a new key when the desktop's menu asks for it; never on top of a dialog that waits for an answer. */
export function NewKeyCommand() {
  const { openNewKey } = useKeyActions();
  const mayManage = useMayManageKeys();
  useEffect(() => {
    if (host.kind !== "desktop") return;
    return host.onMenu((wish) => {
      if (wish === "newKey" && mayManage && !isCovered()) openNewKey();
    });
  }, [openNewKey, mayManage]);
  return null;
}
