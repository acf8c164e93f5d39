import { useQuery } from "@tanstack/react-query";
import { useAccount } from "../../server/account.ts";
import { api } from "../../server/api.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { FilterChip } from "../../ui/filter-chip.tsx";
import { MenuChoice, MenuChoices, MenuLabel } from "../../ui/menu.tsx";
import { FilterMenu } from "./filter-parts.tsx";

const ANYONE = "";
const KINDS: Readonly<Record<string, string>> = { user: "People", executor: "Executors", system: "The system" };

interface ActorFilterProps {
  actor: string | undefined;
  /** The actor's name as a row of the list has it; undefined where no row does. */
  nameInRows: string | undefined;
  onActor: (actor: string | undefined) => void;
}

/**
 * By kind, or one of the members by name, those who have left too. An executor is chosen from a row's details, and stands
 * here to be taken away again.
 */
export function ActorFilter({ actor, nameInRows, onActor }: ActorFilterProps) {
  const seesOthers = useAccount()?.organization?.role !== "member";
  const members = useQuery(api.members.list.queryOptions(undefined, { enabled: seesOthers })).data?.items ?? [];
  const former = useQuery(api.members.listFormer.queryOptions(undefined, { enabled: seesOthers })).data?.items ?? [];
  const present = members.find(({ user }) => user.id === actor || user.email === actor)?.user;
  const person = present?.name ?? former.find(({ userId }) => userId === actor)?.name;
  const words = actor === undefined ? "By anyone" : (KINDS[actor] ?? person);
  if (words === undefined) return <FilterChip name={`By ${nameInRows ?? actor}`} onClear={() => onActor(undefined)} />;
  return (
    <FilterMenu label={person === undefined ? words : `By ${words}`} name="Actor">
      <MenuChoices
        value={present?.id ?? actor ?? ANYONE}
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
        {former.length > 0 && <MenuLabel>No longer members</MenuLabel>}
        {former.map(({ userId, name, leftAt }) => (
          <MenuChoice key={userId} value={userId}>
            {name}
            <span className="block truncate text-sm text-muted">
              left <RelativeTime at={leftAt} />
            </span>
          </MenuChoice>
        ))}
      </MenuChoices>
    </FilterMenu>
  );
}
