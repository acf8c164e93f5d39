import { useQuery } from "@tanstack/react-query";
import { useAccount } from "../../server/account.ts";
import { api } from "../../server/api.ts";
import { MenuChoice, MenuChoices, MenuLabel } from "../../ui/menu.tsx";
import { FilterChip, FilterMenu } from "./filter-parts.tsx";

const ANYONE = "";
const KINDS: Readonly<Record<string, string>> = { user: "People", executor: "Executors", system: "The system" };

interface ActorFilterProps {
  actor: string | undefined;
  onActor: (actor: string | undefined) => void;
}

/**
 * By kind, or one of the members by name. Somebody else (an executor, a member of former days) is chosen from a row's
 * details, and stands here to be taken away again.
 */
export function ActorFilter({ actor, onActor }: ActorFilterProps) {
  const seesOthers = useAccount()?.organization?.role !== "member";
  const members = useQuery(api.members.list.queryOptions(undefined, { enabled: seesOthers })).data?.items ?? [];
  const chosen = members.find(({ user }) => user.id === actor || user.email === actor);
  const words = actor === undefined ? "By anyone" : (KINDS[actor] ?? chosen?.user.name);
  if (words === undefined) return <FilterChip name={`By ${actor}`} onClear={() => onActor(undefined)} />;
  return (
    <FilterMenu label={chosen === undefined ? words : `By ${words}`} name="Actor">
      <MenuChoices
        value={chosen?.user.id ?? actor ?? ANYONE}
        onChange={(value) => onActor(value === ANYONE ? undefined : value)}
      >
        <MenuChoice value={ANYONE}>By anyone</MenuChoice>
        {Object.entries(KINDS).map(([kind, name]) => (
          <MenuChoice key={kind} value={kind}>
            {name}
          </MenuChoice>
        ))}
        {members.length > 0 && <MenuLabel>Members</MenuLabel>}
        {members.map(({ user }) => (
          <MenuChoice key={user.id} value={user.id}>
            {user.name}
            <span className="block truncate text-sm text-muted">{user.email}</span>
          </MenuChoice>
        ))}
      </MenuChoices>
    </FilterMenu>
  );
}
