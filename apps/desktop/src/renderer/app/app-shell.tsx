import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { pathInOrganization, readAppPath } from "../../shared/app-path.ts";
import { SessionEndedDialog } from "../features/session/session-ended-dialog.tsx";
import { AwayBanner } from "../features/shell/away-banner.tsx";
import { DeactivatedBanner } from "../features/shell/deactivated-banner.tsx";
import { NoOrganization } from "../features/shell/no-organization.tsx";
import { NoticeCentre } from "../features/notices/notice-centre.tsx";
import { ResponsiveSidebar } from "../features/shell/responsive-sidebar.tsx";
import { SkipLink } from "../features/shell/skip-link.tsx";
import { host } from "../host/host.ts";
import { useAccount, useMembershipEnded } from "../server/account.ts";
import { useConnection } from "../server/connection.ts";
import { startLive } from "../server/live/live-connection.ts";
import { ActionProviders } from "./action-providers.tsx";
import { CommandCenter } from "./command-center.tsx";
import { NewKeyCommand } from "./new-key-command.tsx";
import { useSessionActions } from "./use-session-actions.ts";

const DesktopNotices = lazy(() => import("../features/notices/desktop-notices.tsx"));

/** What surrounds every screen of an organization. @param slug as the address has it. */
export function AppShell({ slug }: { slug: string }) {
  const connection = useConnection();
  const account = useAccount();
  const hasEnded = useMembershipEnded();
  const navigate = useNavigate({ from: "/o/$slug" });
  const actions = useSessionActions();
  const userId = account?.user.id;
  const organizationId = account?.organization?.id ?? null;
  useEffect(() => {
    if (userId !== undefined && organizationId !== null) return startLive({ userId, organizationId });
  }, [userId, organizationId]);
  const leave = () => void actions.leave();
  const switchOrganization = (to: string) => void actions.goTo(to);
  const currentSlug = account?.organization?.slug ?? slug;
  useFollowRename(slug, currentSlug);

  return (
    <ActionProviders>
      <NewKeyCommand />
      <CommandCenter onSwitchOrganization={switchOrganization} onSignOut={leave}>
        {({ openPalette, openHelp, openShortcuts, openNewOrganization }) => (
          <div className="flex h-full max-md:flex-col">
            <SkipLink />
            <ResponsiveSidebar
              connection={connection}
              notices={<NoticeCentre />}
              onSwitchOrganization={switchOrganization}
              onNewOrganization={openNewOrganization}
              onOpenPalette={openPalette}
              onOpenAccount={() => void navigate({ to: "/o/$slug/account" })}
              onShowHelp={openHelp}
              onShowShortcuts={openShortcuts}
              onSignOut={leave}
              onChangeServer={() => void navigate({ to: "/connect" })}
            />
            <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
              <DeactivatedBanner organization={account?.organization} />
              <main tabIndex={-1} className="min-h-0 flex-1 outline-none">
                {hasEnded ? <NoOrganization onNew={openNewOrganization} /> : <Outlet />}
              </main>
              <AwayBanner connection={connection} />
            </div>
          </div>
        )}
      </CommandCenter>
      {host.kind === "desktop" && userId !== undefined && organizationId !== null && (
        <Suspense>
          <DesktopNotices host={host} userId={userId} slug={currentSlug} />
        </Suspense>
      )}
      {account !== undefined && <SessionEndedDialog email={account.user.email} onSignOut={leave} />}
    </ActionProviders>
  );
}

/** Stays on the same screen when the organization is renamed, here or elsewhere. */
function useFollowRename(slug: string, currentSlug: string): void {
  const navigate = useNavigate();
  const { pathname } = useLocation();
  useEffect(() => {
    const address = readAppPath(pathname);
    // The address changes a moment before the slug that its route was matched with.
    if (currentSlug === slug || address?.slug !== slug) return;
    void navigate({ to: pathInOrganization(currentSlug, address.inside), search: true, replace: true });
  }, [slug, currentSlug, pathname, navigate]);
}
