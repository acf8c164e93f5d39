import { Ellipsis } from "lucide-react";
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
          <Ellipsis aria-hidden className="size-4" />
        </IconButton>
      }
    />
  );
}
