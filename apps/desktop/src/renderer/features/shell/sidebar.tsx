import { Link } from "@tanstack/react-router";
import type { Connection } from "../../server/connection.ts";
import { AccountMenu } from "./account-menu.tsx";
import { ConnectionState } from "./connection-state.tsx";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { ScreenCount } from "./screen-count.tsx";
import { SCREENS } from "./screens.ts";

export interface SidebarProps {
  connection: Connection;
  onSwitchOrganization: (id: string) => void;
  onNewOrganization: () => void;
  onOpenPalette: () => void;
  onOpenAccount: () => void;
  onShowHelp: () => void;
  onShowShortcuts: () => void;
  onSignOut: () => void;
  onChangeServer: () => void;
}

export function Sidebar({
  connection,
  onSwitchOrganization,
  onNewOrganization,
  onOpenPalette,
  onOpenAccount,
  onShowHelp,
  onShowShortcuts,
  onSignOut,
  onChangeServer,
}: SidebarProps) {
  return (
    <div className="flex h-full w-[220px] flex-col gap-3 overflow-y-auto p-2">
      <OrganizationSwitcher onSwitch={onSwitchOrganization} onNew={onNewOrganization} />
      <PaletteButton onOpen={onOpenPalette} />
      <nav aria-label="Screens" className="flex-1">
        <ul className="space-y-0.5">
          {SCREENS.map(({ to, label, icon: Icon, key }) => (
            <li key={to}>
              <Link
                to={to}
                preload="intent"
                aria-keyshortcuts={`g ${key}`}
                activeProps={{ className: "bg-hover font-medium text-ink" }}
                inactiveProps={{ className: "text-muted hover:bg-hover hover:text-ink" }}
                className="flex h-8 items-center gap-2.5 rounded-md px-2"
              >
                <Icon aria-hidden className="size-4" />
                {label}
                <ScreenCount screen={to} />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="space-y-0.5">
        <ConnectionState connection={connection} />
        <AccountMenu
          onOpenAccount={onOpenAccount}
          onShowHelp={onShowHelp}
          onShowShortcuts={onShowShortcuts}
          onSignOut={onSignOut}
          onChangeServer={onChangeServer}
        />
      </div>
    </div>
  );
}
