import type { ReactNode } from "react";

/** Whom a row is about. It leads nowhere: the arrow keys go from one to the next, and Tab from it to the row's actions. */
export function RowName({ children }: { children: ReactNode }) {
  return (
    <span data-row-link tabIndex={-1} className="block w-fit max-w-full truncate rounded-sm font-medium">
      {children}
    </span>
  );
}
