import { Ban, Trash2, X } from "lucide-react";
import { useSelectedIds, type Selecting } from "../../../lists/selection/selecting.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { useAction } from "../../../ui/use-action.ts";
import { useShortcut } from "../../../ui/use-shortcut.ts";
import { useKeyActions } from "../change/key-actions.tsx";

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
  const { openRevokeMany, openDeleteMany } = useKeyActions();
  const { isRunning, run } = useAction(selectAll);
  const clear = () => selection.set([]);
  useShortcut("Escape", () => ids.size > 0 && clear());
  const open = (act: typeof openRevokeMany, onChanged: () => void) =>
    act({
      ids: [...ids],
      onChanged: () => {
        clear();
        onChanged();
      },
    });
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
          <Button onClick={() => open(openRevokeMany, () => undefined)}>
            <Ban aria-hidden className="size-4" />
            Revoke…
          </Button>
          <Button onClick={() => open(openDeleteMany, onDeleted)}>
            <Trash2 aria-hidden className="size-4" />
            Delete…
          </Button>
          <IconButton label="Select none" onClick={clear}>
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
