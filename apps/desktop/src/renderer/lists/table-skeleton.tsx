import { memo } from "react";
import { classNames } from "../ui/class-names.ts";
import { ROW_HEIGHT_PX } from "./row-height.ts";

const BAR = "h-2.5 rounded-full bg-line";
const ROWS = 9;
/** Rows drawn at a time, so that one more or less on screen changes nothing. */
const DRAWN_TOGETHER = 8;

interface SkeletonRowProps {
  /** Class names that lay out the table's columns. */
  grid: string;
  /** Class names for the widths of the bars, one a column; the first stands for two lines. */
  bars: readonly string[];
  /** How many of them stay where the table is narrow. */
  kept: number;
  /** Whether the grid begins with a column for checkboxes. */
  isSelectable?: boolean;
}

/** The shape of a row that is on its way. */
function SkeletonRow({ grid, bars, kept, isSelectable = false }: SkeletonRowProps) {
  const [name, ...rest] = bars;
  return (
    <div aria-hidden className={classNames(grid, "h-11 border-b border-line px-4")}>
      {isSelectable && <span />}
      <span className="space-y-2">
        <span className={classNames(BAR, "block", name)} />
        <span className={classNames(BAR, "block h-1.5 w-24")} />
      </span>
      {rest.map((width, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the bars never change places
        <span key={index} className={classNames(BAR, width, index + 1 >= kept && "@max-[600px]:hidden")} />
      ))}
    </div>
  );
}

/** A screen of rows that are on their way. */
export function TableSkeleton({ what, ...row }: { what: string } & SkeletonRowProps) {
  return (
    <div role="status" className="animate-wait pt-9">
      <span className="sr-only">Loading the {what}…</span>
      <SkeletonRows count={ROWS} {...row} />
    </div>
  );
}

const SkeletonRows = memo(function SkeletonRows({ count, ...row }: SkeletonRowProps & { count: number }) {
  return Array.from({ length: count }, (_, index) => <SkeletonRow key={index} {...row} />);
});

interface RowsOnTheirWayProps extends SkeletonRowProps {
  /** Index of the first row, and of the one after the last. */
  first: number;
  end: number;
}

/**
 * Placeholder for rows that are not loaded or not drawn yet. One element is moved to where they are, since dragging the
 * scroll bar passes hundreds of them in every frame.
 */
export function RowsOnTheirWay({ first, end, ...row }: RowsOnTheirWayProps) {
  const count = end - first;
  if (count <= 0) return null;
  return (
    <div
      style={{ transform: `translateY(${first * ROW_HEIGHT_PX}px)`, height: count * ROW_HEIGHT_PX }}
      className="absolute inset-x-0 top-0 animate-wait overflow-hidden"
    >
      <SkeletonRows count={Math.ceil(count / DRAWN_TOGETHER) * DRAWN_TOGETHER} {...row} />
    </div>
  );
}
