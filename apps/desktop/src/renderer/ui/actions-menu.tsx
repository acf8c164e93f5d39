import type { ReactNode } from "react";
import { IconButton } from "./button.tsx";
import { Menu, type MenuProps } from "./menu.tsx";

/** The menu at the end of a row: everything that can be done with what it names. */
export function ActionsMenu({ of, ...menu }: { of: string; children: ReactNode } & Pick<MenuProps, "width">) {
  return (
    <Menu
      {...menu}
      align="end"
      trigger={
        <IconButton label={`Actions for ${of}`}>
          <Dots />
        </IconButton>
      }
    />
  );
}

/** An icon of few elements, as every row of a long list has it. */
function Dots() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className="size-4" stroke="currentColor" strokeWidth="4" strokeLinecap="round">
      <path d="M5 12h.01M12 12h.01M19 12h.01" />
    </svg>
  );
}
