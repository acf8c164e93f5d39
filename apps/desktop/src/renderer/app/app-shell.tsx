import { Outlet, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { SessionEndedDialog } from "../features/session/session-ended-dialog.tsx";
import { AwayBanner } from "../features/shell/away-banner.tsx";
import { DeactivatedBanner } from "../features/shell/deactivated-banner.tsx";
import { NoOrganization } from "../features/shell/no-organization.tsx";
import { SidebarPlace } from "../features/shell/sidebar-place.tsx";
import { SkipLink } from "../features/shell/skip-link.tsx";
import { host } from "../host/host.ts";
import { useAccount } from "../server/account.ts";
import { useConnection } from "../server/connection.ts";
import { startLive } from "../server/live/live-connection.ts";
import { ActionProviders } from "./action-providers.tsx";
import { CommandCenter } from "./command-center.tsx";
import { NewKeyCommand } from "./new-key-command.tsx";
import { useSessionActions } from "./use-session-actions.ts";

const DesktopNotices = lazy(() => import("../features/notices/desktop-notices.tsx"));

/** What surrounds every screen of someone signed in. */
export function AppShell() {
  const connection = useConnection();
  const account = useAccount();
  const navigate = useNavigate();
  const actions = useSessionActions();
  const userId = account?.user.id;
  const organizationId = account?.organization?.id ?? null;
  useEffect(() => (userId === undefined ? undefined : startLive({ userId, organizationId })), [userId, organizationId]);
  const leave = () => void actions.leave();
  const switchOrganization = (id: string) => void actions.switchOrganization(id);

  return (
    <ActionProviders>
      <NewKeyCommand />
      <CommandCenter onSwitchOrganization={switchOrganization} onSignOut={leave}>
        {({ openPalette, openHelp, openShortcuts, openNewOrganization }) => (
          <div className="flex h-full max-md:flex-col">
            <SkipLink />
            <SidebarPlace
              connection={connection}
              onSwitchOrganization={switchOrganization}
              onNewOrganization={openNewOrganization}
              onOpenPalette={openPalette}
              onOpenAccount={() => void navigate({ to: "/account" })}
              onShowHelp={openHelp}
              onShowShortcuts={openShortcuts}
              onSignOut={leave}
              onChangeServer={() => void navigate({ to: "/connect" })}
            />
            <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
              <DeactivatedBanner organization={account?.organization} />
              <main tabIndex={-1} className="min-h-0 flex-1 outline-none">
                {account?.organization === null ? <NoOrganization onNew={openNewOrganization} /> : <Outlet />}
              </main>
              <AwayBanner connection={connection} />
            </div>
          </div>
        )}
      </CommandCenter>
      {host.kind === "desktop" && userId !== undefined && organizationId !== null && (
        <Suspense>
          {/* Anew for each organization: what happened in the one before is not told here. */}
          <DesktopNotices key={organizationId} host={host} userId={userId} organizationId={organizationId} />
        </Suspense>
      )}
      {account !== undefined && <SessionEndedDialog email={account.user.email} onSignOut={leave} />}
    </ActionProviders>
  );
}
