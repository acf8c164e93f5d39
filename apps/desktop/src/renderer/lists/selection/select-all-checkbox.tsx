import { useAction } from "../../ui/use-action.ts";
import { useSelectedIds, useSelecting, type Selecting } from "./selecting.ts";

/** Above the rows' checkboxes: selects every row that passes the filter, or none when all of them are. */
export function SelectAllCheckbox({ what, total }: { what: string; total: number | null }) {
  const selecting = useSelecting();
  return selecting && <Checkbox selecting={selecting} what={what} total={total} />;
}

function Checkbox({ selecting, what, total }: { selecting: Selecting; what: string; total: number | null }) {
  const { selection, selectAll } = selecting;
  const count = useSelectedIds(selection).size;
  const { isRunning, run } = useAction(selectAll);
  const isAll = count > 0 && count === total;
  return (
    <label className="-m-2 flex w-fit p-2">
      <input
        type="checkbox"
        aria-label={isAll ? "Select none" : `Select all ${what}${total === null ? "" : ` that match, ${total}`}`}
        aria-busy={isRunning || undefined}
        checked={isAll}
        ref={(input) => {
          if (input !== null) input.indeterminate = count > 0 && !isAll;
        }}
        onChange={() => (isAll ? selection.set([]) : run())}
        className="size-4 accent-accent"
      />
    </label>
  );
}
