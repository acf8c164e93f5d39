import { ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Menu } from "../../ui/menu.tsx";

/** A button that says what the log is narrowed to, and the menu of what it could be. */
export function FilterMenu({ label, name, children }: { label: string; name: string; children: ReactNode }) {
  return (
    <Menu
      align="end"
      trigger={
        <Button className="min-w-[72px] shrink pr-2">
          <span className="sr-only">{name}: </span>
          <span className="truncate">{label}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </Button>
      }
    >
      {children}
    </Menu>
  );
}

interface FilterChipProps {
  name: string;
  onClear: () => void;
  className?: string;
}

/** What a menu can't name: an id that came from a row or an address. It can only be taken away. */
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
