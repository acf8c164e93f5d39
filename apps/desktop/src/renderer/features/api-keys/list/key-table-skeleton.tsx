import type { CSSProperties } from "react";
import { classNames } from "../../../ui/class-names.ts";
import { KEY_GRID } from "./key-columns.tsx";

const BAR = "h-2.5 animate-wait rounded-full bg-line";

/** The shape of a row whose key is on its way. */
export function SkeletonRow({ style, className }: { style?: CSSProperties; className?: string }) {
  return (
    <div aria-hidden style={style} className={classNames(KEY_GRID, "h-11 border-b border-line px-4", className)}>
      <span className="space-y-2">
        <span className={classNames(BAR, "block w-36")} />
        <span className={classNames(BAR, "block h-1.5 w-24")} />
      </span>
      <span className={classNames(BAR, "w-16")} />
      <span className={classNames(BAR, "w-28")} />
      <span className={classNames(BAR, "w-12")} />
      <span className={classNames(BAR, "w-14")} />
    </div>
  );
}

const ROWS = 9;

export function KeyTableSkeleton() {
  return (
    <div role="status" className="pt-9">
      <span className="sr-only">Loading the keys…</span>
      {Array.from({ length: ROWS }, (_, index) => (
        <SkeletonRow key={index} />
      ))}
    </div>
  );
}
