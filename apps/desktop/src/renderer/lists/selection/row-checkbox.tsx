import { useIsSelected, useSelecting } from "./selecting.ts";

interface RowCheckboxProps {
  id: string;
  index: number;
  name: string;
}

/** Selects a row; with Shift, all rows from the one chosen before. */
export function RowCheckbox(props: RowCheckboxProps) {
  const selecting = useSelecting();
  return selecting && <Checkbox selecting={selecting} {...props} />;
}

function Checkbox({
  selecting: { selection, idAt },
  id,
  index,
  name,
}: RowCheckboxProps & { selecting: NonNullable<ReturnType<typeof useSelecting>> }) {
  const isSelected = useIsSelected(selection, id);
  return (
    <label className="-m-2 flex w-fit p-2">
      <input
        type="checkbox"
        aria-label={`Select ${name}`}
        checked={isSelected}
        onChange={() => undefined}
        onClick={({ shiftKey }) => (shiftKey ? selection.extendTo(index, idAt) : selection.toggle(id, index))}
        className="size-4 accent-accent"
      />
    </label>
  );
}
