import type { CSSProperties } from "react";
import { Button } from "../ui/button.tsx";
import { SkeletonRow } from "./table-skeleton.tsx";

interface MoreRowProps {
  grid: string;
  bars: readonly string[];
  style: CSSProperties;
  failed: boolean;
  onRetry: () => void;
}

/** Stands for the rest of the list, at its end, while that is on its way or could not be read. */
export function MoreRow({ grid, bars, style, failed, onRetry }: MoreRowProps) {
  if (!failed) return <SkeletonRow grid={grid} bars={bars} style={style} className="absolute inset-x-0 top-0" />;
  return (
    <div role="row" style={style} className="absolute inset-x-0 top-0 flex items-center px-4">
      <div role="cell" className="flex items-center gap-3 text-muted">
        The rest could not be loaded.
        <Button onClick={onRetry} className="h-7">
          Try again
        </Button>
      </div>
    </div>
  );
}
