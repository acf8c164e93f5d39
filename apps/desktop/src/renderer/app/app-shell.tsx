import { Outlet, useNavigate } from "@tanstack/react-router";
import { KeyActionsProvider } from "../features/api-keys/change/key-actions.tsx";
import { SessionEndedDialog } from "../features/session/session-ended-dialog.tsx";
import { signOut } from "../features/session/sign-in.ts";
import { AwayBanner } from "../features/shell/away-banner.tsx";
import { DeactivatedBanner } from "../features/shell/deactivated-banner.tsx";
import { NoOrganization } from "../features/shell/no-organization.tsx";
import { Sidebar } from "../features/shell/sidebar.tsx";
import { useAccount } from "../server/account.ts";
import { useConnection } from "../server/connection.ts";
import { queryClient } from "../server/query-client.ts";
import { setSessionEnded } from "../server/session-state.ts";

/** What surrounds every screen of someone signed in. */
export function AppShell() {
  const connection = useConnection();
  const account = useAccount();
  const navigate = useNavigate();

  const leave = async () => {
    await signOut();
    setSessionEnded(false);
    queryClient.clear();
    await navigate({ to: "/sign-in" });
  };
  const startOver = async () => {
    await navigate({ to: "/keys", search: {} });
    // Everything on screen belongs to the organization that was left.
    queryClient.removeQueries({ type: "inactive" });
    await queryClient.resetQueries();
  };

  return (
    <KeyActionsProvider>
      <div className="flex h-full">
        <Sidebar
          connection={connection}
          onSwitched={startOver}
          onSignOut={() => void leave()}
          onChangeServer={() => void navigate({ to: "/connect" })}
        />
        <div className="flex min-w-0 flex-1 flex-col bg-surface">
          <DeactivatedBanner organization={account?.organization} />
          <main className="min-h-0 flex-1">{account?.organization === null ? <NoOrganization /> : <Outlet />}</main>
          <AwayBanner connection={connection} />
        </div>
      </div>
      {account !== undefined && <SessionEndedDialog email={account.user.email} onSignOut={() => void leave()} />}
    </KeyActionsProvider>
  );
}
