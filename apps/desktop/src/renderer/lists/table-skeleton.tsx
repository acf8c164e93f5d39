import type { CSSProperties } from "react";
import { classNames } from "../ui/class-names.ts";

const BAR = "h-2.5 animate-wait rounded-full bg-line";
const ROWS = 9;

interface SkeletonRowProps {
  /** Class names that lay out the table's columns. */
  grid: string;
  /** Class names for the widths of the bars, one a column; the first stands for two lines. */
  bars: readonly string[];
  style?: CSSProperties;
  className?: string;
}

/** The shape of a row that is on its way. */
export function SkeletonRow({ grid, bars, style, className }: SkeletonRowProps) {
  const [name, ...rest] = bars;
  return (
    <div aria-hidden style={style} className={classNames(grid, "h-11 border-b border-line px-4", className)}>
      <span className="space-y-2">
        <span className={classNames(BAR, "block", name)} />
        <span className={classNames(BAR, "block h-1.5 w-24")} />
      </span>
      {rest.map((width, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the bars never change places
        <span key={index} className={classNames(BAR, width)} />
      ))}
    </div>
  );
}

/** A screen of rows that are on their way. */
export function TableSkeleton({ what, ...row }: { what: string; grid: string; bars: readonly string[] }) {
  return (
    <div role="status" className="pt-9">
      <span className="sr-only">Loading the {what}…</span>
      {Array.from({ length: ROWS }, (_, index) => (
        <SkeletonRow key={index} {...row} />
      ))}
    </div>
  );
}
