import type { CSSProperties } from "react";
import type { ApiKeyView } from "@excalibur/api/contract";
import { FlexRender, type Row } from "@tanstack/react-table";
import { classNames } from "../../../ui/class-names.ts";
import { KeyMenu } from "../change/key-menu.tsx";
import { useIsGone } from "./gone-keys.ts";
import { KEY_GRID, type keyTableFeatures } from "./key-columns.tsx";

interface KeyRowProps {
  row: Row<typeof keyTableFeatures, ApiKeyView>;
  index: number;
  style: CSSProperties;
}

export function KeyRow({ row, index, style }: KeyRowProps) {
  const isGone = useIsGone(row.id);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      style={style}
      className={classNames(
        KEY_GRID,
        "group/row absolute inset-x-0 top-0 border-b border-line px-4 focus-within:bg-hover hover:bg-hover",
        isGone && "text-muted line-through",
      )}
    >
      {row.getAllCells().map((cell) => (
        <div key={cell.id} role="cell" className="min-w-0 pr-4">
          <FlexRender cell={cell} />
        </div>
      ))}
      <div role="cell" className="flex justify-end">
        {!isGone && <KeyMenu apiKey={row.original} />}
      </div>
    </div>
  );
}
