import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";

/** A button that shows the log's filter, with the menu of its values. */
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
