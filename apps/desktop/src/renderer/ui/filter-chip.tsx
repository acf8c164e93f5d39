import { X } from "lucide-react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";

interface FilterChipProps {
  name: string;
  onClear: () => void;
  className?: string;
}

/** What a list is narrowed to that no menu of it offers: it came from a row, a link or an address. It can only be taken away. */
export function FilterChip({ name, onClear, className }: FilterChipProps) {
  return (
    <span
      className={classNames(
        "flex h-8 max-w-[220px] min-w-14 items-center gap-1 rounded-md bg-accent-soft pl-2.5 text-accent",
        className,
      )}
    >
      <span title={name} className="truncate">
        {name}
      </span>
      <IconButton label={`Stop filtering by: ${name}`} onClick={onClear} className="size-6 text-accent">
        <X aria-hidden className="size-3.5" />
      </IconButton>
    </span>
  );
}
