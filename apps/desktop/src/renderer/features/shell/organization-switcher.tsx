import { useQuery } from "@tanstack/react-query";
import { ChevronsUpDown, Plus } from "lucide-react";
import { useAccount } from "../../server/account.ts";
import { organizationsQuery } from "../../server/organizations.ts";
import { Menu, MenuChoice, MenuChoices, MenuItem, MenuLabel, MenuSeparator } from "../../ui/menu.tsx";

interface OrganizationSwitcherProps {
  /** Called with the slug of the organization to go to. */
  onSwitch: (slug: string) => void;
  onNew: () => void;
}

/** Where one works now, and where else one could. */
export function OrganizationSwitcher({ onSwitch, onNew }: OrganizationSwitcherProps) {
  const active = useAccount()?.organization;
  const organizations = useQuery(organizationsQuery).data?.items ?? [];
  return (
    <Menu
      width="w-[220px]"
      trigger={
        <button
          type="button"
          className="flex h-9 w-full items-center gap-2 rounded-md px-2 hover:bg-hover data-[state=open]:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-5 shrink-0 place-items-center rounded-sm bg-accent text-xs font-semibold text-accent-ink uppercase"
          >
            {[...(active?.name ?? "?")][0]}
          </span>
          <span className="min-w-0 flex-1 truncate text-left font-semibold">
            <span className="sr-only">Organization: </span>
            {active?.name ?? "No organization"}
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-muted" />
        </button>
      }
    >
      <MenuLabel>Organizations</MenuLabel>
      <MenuChoices value={active?.slug ?? ""} onChange={onSwitch}>
        {organizations.map((organization) => (
          <MenuChoice key={organization.id} value={organization.slug} aside={organization.role}>
            {organization.name}
          </MenuChoice>
        ))}
      </MenuChoices>
      <MenuSeparator />
      <MenuItem icon={<Plus aria-hidden />} onSelect={onNew}>
        New organization…
      </MenuItem>
    </Menu>
  );
}
