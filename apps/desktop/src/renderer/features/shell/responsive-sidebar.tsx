import { Menu as MenuIcon } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useState } from "react";
import { useLocation } from "@tanstack/react-router";
import { useAccount } from "../../server/account.ts";
import { IconButton } from "../../ui/button.tsx";
import { Sidebar, type SidebarProps } from "./sidebar.tsx";

/** The sidebar beside the screens; where the window is too narrow for both, a bar above them that opens it as a drawer. */
export function ResponsiveSidebar(props: SidebarProps) {
  return (
    <>
      <aside aria-label="Sidebar" className="shrink-0 border-r border-line max-md:hidden">
        <Sidebar {...props} />
      </aside>
      <SidebarDrawer {...props} />
    </>
  );
}

function SidebarDrawer(props: SidebarProps) {
  const organization = useAccount()?.organization;
  const { href } = useLocation();
  // Following a link closes it: the address differs from the one it was opened at.
  const [openAt, setOpenAt] = useState<string | null>(null);
  const close = () => setOpenAt(null);
  const andClose =
    <Arguments extends unknown[]>(action: (...given: Arguments) => void) =>
    (...given: Arguments) => {
      close();
      action(...given);
    };
  return (
    <Radix.Root open={openAt === href} onOpenChange={(isOpen) => setOpenAt(isOpen ? href : null)}>
      <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line px-2 md:hidden">
        <Radix.Trigger asChild>
          <IconButton label="Open the sidebar">
            <MenuIcon aria-hidden className="size-4" />
          </IconButton>
        </Radix.Trigger>
        <bdi className="min-w-0 flex-1 truncate font-medium">{organization?.name ?? "Excalibur"}</bdi>
      </header>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-30 animate-appear bg-scrim md:hidden" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-30 animate-appear bg-ground shadow-raised outline-none md:hidden"
        >
          <Radix.Title className="sr-only">Sidebar</Radix.Title>
          <Sidebar
            {...props}
            onNewOrganization={andClose(props.onNewOrganization)}
            onOpenPalette={andClose(props.onOpenPalette)}
            onShowHelp={andClose(props.onShowHelp)}
            onShowShortcuts={andClose(props.onShowShortcuts)}
            onSwitchOrganization={andClose(props.onSwitchOrganization)}
          />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
