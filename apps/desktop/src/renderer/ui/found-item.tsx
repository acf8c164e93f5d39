import { Command } from "cmdk";
import type { ReactNode } from "react";

interface FoundItemProps {
  value: string;
  onSelect: () => void;
  /** What stands at its end. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One of what a search has found. */
export function FoundItem({ value, onSelect, aside, children }: FoundItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex justify-between gap-4 rounded-md px-2 py-1 data-[selected=true]:bg-hover"
    >
      <span className="min-w-0 truncate">{children}</span>
      {aside !== undefined && <span className="shrink-0 text-muted tabular-nums">{aside}</span>}
    </Command.Item>
  );
}
