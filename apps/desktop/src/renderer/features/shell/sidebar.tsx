import { Link } from "@tanstack/react-router";
import { SIDEBAR_SCREENS, type ScreenIcon as IconName } from "../../../shared/screens.ts";
import type { ReactNode } from "react";
import type { Connection } from "../../server/connection.ts";
import { AccountMenu } from "./account-menu.tsx";
import { ConnectionState } from "./connection-state.tsx";
import { OrganizationSwitcher } from "./organization-switcher.tsx";
import { PaletteButton } from "./palette-button.tsx";
import { ScreenCount } from "./screen-count.tsx";
import { SCREEN_ICONS } from "./screen-icons.ts";
import { useScreens } from "../../components/use-screens.ts";

export interface SidebarProps {
  connection: Connection;
  onSwitchOrganization: (id: string) => void;
  onNewOrganization: () => void;
  /** What happened, and whether it was read. */
  notices: ReactNode;
  onOpenPalette: () => void;
  onOpenAccount: () => void;
  onShowHelp: () => void;
  onShowShortcuts: () => void;
  onSignOut: () => void;
  onChangeServer: () => void;
}

export function Sidebar({
  connection,
  notices,
  onSwitchOrganization,
  onNewOrganization,
  onOpenPalette,
  onOpenAccount,
  onShowHelp,
  onShowShortcuts,
  onSignOut,
  onChangeServer,
}: SidebarProps) {
  const screens = useScreens(SIDEBAR_SCREENS);
  return (
    <div className="flex h-full w-[220px] flex-col gap-3 overflow-y-auto p-2 *:shrink-0">
      <OrganizationSwitcher onSwitch={onSwitchOrganization} onNew={onNewOrganization} />
      <PaletteButton onOpen={onOpenPalette} />
      {notices}
      <nav aria-label="Screens" className="flex-1">
        <ul className="space-y-0.5">
          {screens.map(({ path, name, icon, key }) => (
            <li key={path}>
              <Link
                from="/o/$slug"
                to={`/o/$slug${path}`}
                preload="intent"
                aria-keyshortcuts={`g ${key}`}
                activeProps={{ className: "bg-hover font-medium text-ink" }}
                inactiveProps={{ className: "text-muted hover:bg-hover hover:text-ink" }}
                className="flex h-8 items-center gap-2.5 rounded-md px-2 touch:h-11"
              >
                <ScreenIcon icon={icon} />
                {name}
                <ScreenCount screen={path} />
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

function ScreenIcon({ icon }: { icon: IconName }) {
  const Icon = SCREEN_ICONS[icon];
  return <Icon aria-hidden className="size-4" />;
}
