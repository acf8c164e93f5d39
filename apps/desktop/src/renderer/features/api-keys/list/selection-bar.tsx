import { Ban, Download, RefreshCw, RotateCw, Tag, Trash2, X } from "lucide-react";
import { ExportMenu } from "../../../lists/export/export-menu.tsx";
import { useSelectedIds, type Selecting } from "../../../lists/selection/selecting.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { KeyboardHint } from "../../../ui/keyboard-hint.tsx";
import { useAction } from "../../../ui/use-action.ts";
import { useShortcut } from "../../../ui/use-shortcut.ts";
import { useKeyActions } from "../change/key-actions.tsx";
import { keyCount } from "../change/many/selected-keys.ts";
import { exportSelectedKeys } from "./export-selected-keys.ts";

interface SelectionBarProps {
  selecting: Selecting;
  /** How many keys pass the filter; null until that is known. */
  total: number | null;
  /** Called once selected keys were deleted. */
  onDeleted: () => void;
}

/** What can be done with the selected keys. It lies over the list's end: no row moves when the first one is selected. */
export function SelectionBar({ selecting, total, onDeleted }: SelectionBarProps) {
  const { selection, selectAll } = selecting;
  const ids = useSelectedIds(selection);
  const { openRevokeMany, openRotateMany, openRenewMany, openLabelMany, openDeleteMany } = useKeyActions();
  const { isRunning, run } = useAction(selectAll);
  const clear = () => selection.set([]);
  const open = (act: typeof openRevokeMany, onChanged: () => void) =>
    act({
      ids: [...ids],
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
  useShortcut("r", () => ids.size > 0 && revoke());
  useShortcut("t", () => ids.size > 0 && rotate());
  useShortcut("w", () => ids.size > 0 && renew());
  useShortcut("l", () => ids.size > 0 && label());
  useShortcut("d", () => ids.size > 0 && remove());
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
          {total !== null && ids.size < total && (
            <Button look="quiet" busy={isRunning} onClick={run}>
              Select all {total.toLocaleString("en")} that match
            </Button>
          )}
          <Button aria-keyshortcuts="r" onClick={revoke}>
            <Ban aria-hidden className="size-4 max-sm:hidden" />
            Revoke…
            <span className="max-sm:hidden">
              <KeyboardHint>R</KeyboardHint>
            </span>
          </Button>
          <Button aria-keyshortcuts="t" onClick={rotate}>
            <RotateCw aria-hidden className="size-4 max-sm:hidden" />
            Rotate…
            <span className="max-sm:hidden">
              <KeyboardHint>T</KeyboardHint>
            </span>
          </Button>
          <Button aria-keyshortcuts="w" onClick={renew}>
            <RefreshCw aria-hidden className="size-4 max-sm:hidden" />
            Renew…
            <span className="max-sm:hidden">
              <KeyboardHint>W</KeyboardHint>
            </span>
          </Button>
          <Button aria-keyshortcuts="l" onClick={label}>
            <Tag aria-hidden className="size-4 max-sm:hidden" />
            Label…
            <span className="max-sm:hidden">
              <KeyboardHint>L</KeyboardHint>
            </span>
          </Button>
          <Button aria-keyshortcuts="d" onClick={remove}>
            <Trash2 aria-hidden className="size-4 max-sm:hidden" />
            Delete…
            <span className="max-sm:hidden">
              <KeyboardHint>D</KeyboardHint>
            </span>
          </Button>
          <ExportMenu
            what={`The ${keyCount(ids.size)} selected`}
            onExport={(format) => exportSelectedKeys([...ids], format)}
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
