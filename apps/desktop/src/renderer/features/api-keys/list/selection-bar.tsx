import { Ban, Download, RefreshCw, RotateCw, Tag, Trash2, X, type LucideIcon } from "lucide-react";
import { ExportMenu } from "../../../lists/export/export-menu.tsx";
import { useSelectedIds } from "../../../lists/selection/selecting.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { KeyboardHint } from "../../../ui/keyboard-hint.tsx";
import { useAction } from "../../../ui/use-action.ts";
import { useShortcut } from "../../../ui/use-shortcut.ts";
import { useKeyActions } from "../change/key-actions.tsx";
import { keyCount } from "../change/many/selected-keys.ts";
import { exportSelectedKeys } from "./export-selected-keys.ts";
import type { SelectingKeys } from "./use-selecting-keys.ts";

interface SelectionBarProps {
  selecting: SelectingKeys;
  /** How many keys pass the filter; null until that is known. */
  total: number | null;
  /** Called once selected keys were deleted. */
  onDeleted: () => void;
}

/** What can be done with the selected keys. It lies over the list's end: no row moves when the first one is selected. */
export function SelectionBar({ selecting, total, onDeleted }: SelectionBarProps) {
  const { selection, selectAll, filterOf } = selecting;
  const ids = useSelectedIds(selection);
  const { openRevokeMany, openRotateMany, openRenewMany, openLabelMany, openDeleteMany } = useKeyActions();
  const filter = filterOf(ids);
  const { isRunning, run } = useAction(selectAll);
  const isOutdated = filter !== null && total !== ids.size;
  const clear = () => selection.set([]);
  const open = (act: typeof openRevokeMany, onChanged: () => void) =>
    act({
      ids: [...ids],
      filter,
      onChanged: () => {
        clear();
        onChanged();
      },
    });
  const revoke = () => open(openRevokeMany, () => undefined);
  const rotate = () => open(openRotateMany, () => undefined);
  const renew = () => open(openRenewMany, () => undefined);
  const label = () => open(openLabelMany, () => undefined);
  const remove = () => open(openDeleteMany, onDeleted);
  useShortcut("Escape", () => ids.size > 0 && clear());
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-20 flex justify-center px-3">
      <p role="status" className="sr-only">
        {ids.size === 0 ? "" : `${ids.size} selected`}
      </p>
      {ids.size > 0 && (
        <div
          role="group"
          aria-label="Selected keys"
          className="pointer-events-auto flex max-w-full animate-rise flex-wrap items-center gap-2 rounded-xl bg-raised px-3 py-2 shadow-raised"
        >
          <span className="px-1 font-medium tabular-nums">{ids.size.toLocaleString("en")} selected</span>
          {total !== null && (ids.size < total || isOutdated) && (
            <Button look="quiet" busy={isRunning} onClick={run}>
              Select all {total.toLocaleString("en")} that match
            </Button>
          )}
          <Act shortcut="r" icon={Ban} name="Revoke" onAct={revoke} />
          <Act shortcut="t" icon={RotateCw} name="Rotate" onAct={rotate} />
          <Act shortcut="w" icon={RefreshCw} name="Renew" onAct={renew} />
          <Act shortcut="l" icon={Tag} name="Label" onAct={label} />
          <Act shortcut="d" icon={Trash2} name="Delete" onAct={remove} />
          <ExportMenu
            what={`The ${keyCount(ids.size)} selected`}
            onExport={(format) => exportSelectedKeys({ ids: [...ids], filter }, format)}
            trigger={
              <Button aria-label="Export selected keys">
                <Download aria-hidden className="size-4 max-sm:hidden" />
                Export
              </Button>
            }
          />
          <IconButton label="Select none" onClick={clear}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      )}
    </div>
  );
}

interface ActProps {
  shortcut: string;
  icon: LucideIcon;
  name: string;
  /** Asks before it changes anything. */
  onAct: () => void;
}

/** A button of the bar, and its key while the bar is there. */
function Act({ shortcut, icon: Icon, name, onAct }: ActProps) {
  useShortcut(shortcut, onAct);
  return (
    <Button aria-keyshortcuts={shortcut} onClick={onAct}>
      <Icon aria-hidden className="size-4 max-sm:hidden" />
      {name}…
      <span className="max-sm:hidden">
        <KeyboardHint>{shortcut.toUpperCase()}</KeyboardHint>
      </span>
    </Button>
  );
}
