import { Button } from "../ui/button.tsx";
import { ROW_HEIGHT_PX } from "./row-height.ts";

interface FailedRowProps {
  /** Where it begins, from the top of the list. */
  topPx: number;
  onRetry: () => void;
}

/** Stands for the first row that could not be read, and for those after it. */
export function FailedRow({ topPx, onRetry }: FailedRowProps) {
  return (
    <div
      role="row"
      style={{ top: topPx, height: ROW_HEIGHT_PX }}
      className="absolute inset-x-0 flex items-center bg-surface px-4"
    >
      <div role="cell" className="flex items-center gap-3 text-muted">
        The rest could not be loaded.
        <Button onClick={onRetry} className="h-7">
          Try again
        </Button>
      </div>
    </div>
  );
}
