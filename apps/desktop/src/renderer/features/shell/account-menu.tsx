import { ChevronsUpDown, CircleHelp, CircleUser, Keyboard, LogOut, Server } from "lucide-react";
import { host } from "../../host/host.ts";
import { useAccount } from "../../server/account.ts";
import { Menu, MenuItem, MenuLabel } from "../../ui/menu.tsx";
import { ROLE_LABELS } from "../../ui/role-labels.ts";

interface AccountMenuProps {
  onOpenAccount: () => void;
  onShowHelp: () => void;
  onShowShortcuts: () => void;
  onSignOut: () => void;
  onChangeServer: () => void;
}

export function AccountMenu({
  onOpenAccount,
  onShowHelp,
  onShowShortcuts,
  onSignOut,
  onChangeServer,
}: AccountMenuProps) {
  const account = useAccount();
  const role = account?.organization?.role;
  return (
    <Menu
      side="top"
      width="w-[220px]"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 hover:bg-hover data-[state=open]:bg-hover"
        >
          <span className="min-w-0 flex-1 text-left">
            <span className="block truncate font-medium">
              <span className="sr-only">Account: </span>
              {account?.user.name}
            </span>
            <span className="block truncate text-sm text-muted">
              {role === undefined ? "No role" : ROLE_LABELS[role].name}
            </span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </button>
      }
    >
      <MenuLabel>{account?.user.email}</MenuLabel>
      <MenuItem icon={<CircleUser aria-hidden />} onSelect={onOpenAccount}>
        Account
      </MenuItem>
      <MenuItem icon={<CircleHelp aria-hidden />} onSelect={onShowHelp}>
        Help
      </MenuItem>
      <MenuItem icon={<Keyboard aria-hidden />} onSelect={onShowShortcuts}>
        Keyboard shortcuts
      </MenuItem>
      {host.kind === "desktop" && (
        <MenuItem icon={<Server aria-hidden />} onSelect={onChangeServer}>
          Servers…
        </MenuItem>
      )}
      <MenuItem icon={<LogOut aria-hidden />} onSelect={onSignOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
