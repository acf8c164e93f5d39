import { ChevronDown, X } from "lucide-react";
import { AUDIT_ACTIONS } from "@excalibur/api/contract";
import { Fragment, type ReactNode } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { Menu, MenuChoice, MenuChoices, MenuLabel } from "../../ui/menu.tsx";
import type { AuditFilter } from "./audit-filter.ts";
import { ACTION_GROUPS, actionWords, KIND_WORDS } from "./audit-words.ts";
import { DaysFilter } from "./days-filter.tsx";
import { LogActions } from "./log-actions.tsx";

interface AuditToolbarProps {
  filter: AuditFilter;
  onFilter: (change: AuditFilter) => void;
}

const ACTOR_KINDS = { user: "People", executor: "Executors", system: "The system" } as const;

export function AuditToolbar({ filter, onFilter }: AuditToolbarProps) {
  const { action, actor, target, kind } = filter;
  return (
    <div className="flex items-center gap-2">
      {target !== undefined && (
        <Chip
          name={`${KIND_WORDS[kind ?? ""] ?? "Target"} ${target}`}
          onClear={() => onFilter({ target: undefined, kind: undefined })}
        />
      )}
      <FilterMenu label={action === undefined ? "All actions" : actionWords(action)} name="Action">
        <MenuChoices
          value={action ?? "all"}
          onChange={(value) => onFilter({ action: AUDIT_ACTIONS.find((each) => each === value) })}
        >
          <MenuChoice value="all">All actions</MenuChoice>
          {Object.entries(ACTION_GROUPS).map(([group, actions]) => (
            <Fragment key={group}>
              <MenuLabel>{group}</MenuLabel>
              {Object.entries(actions).map(([value, words]) => (
                <MenuChoice key={value} value={value}>
                  {words}
                </MenuChoice>
              ))}
            </Fragment>
          ))}
        </MenuChoices>
      </FilterMenu>
      <ActorFilter actor={actor} onActor={(chosen) => onFilter({ actor: chosen })} />
      <DaysFilter from={filter.from} to={filter.to} onDays={onFilter} />
      <LogActions filter={filter} />
    </div>
  );
}

interface ActorFilterProps {
  actor: string | undefined;
  onActor: (actor: string | undefined) => void;
}

/** By kind. One person or executor is chosen from a row's details, and then stands here to be taken away again. */
function ActorFilter({ actor, onActor }: ActorFilterProps) {
  const kinds: Readonly<Record<string, string>> = ACTOR_KINDS;
  if (actor !== undefined && kinds[actor] === undefined)
    return <Chip name={`By ${actor}`} onClear={() => onActor(undefined)} />;
  return (
    <FilterMenu label={actor === undefined ? "By anyone" : (kinds[actor] ?? actor)} name="Actor">
      <MenuChoices value={actor ?? "all"} onChange={(value) => onActor(value === "all" ? undefined : value)}>
        <MenuChoice value="all">By anyone</MenuChoice>
        {Object.entries(kinds).map(([value, words]) => (
          <MenuChoice key={value} value={value}>
            {words}
          </MenuChoice>
        ))}
      </MenuChoices>
    </FilterMenu>
  );
}

function FilterMenu({ label, name, children }: { label: string; name: string; children: ReactNode }) {
  return (
    <Menu
      align="end"
      trigger={
        <Button className="pr-2">
          <span className="sr-only">{name}: </span>
          {label}
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
        </Button>
      }
    >
      {children}
    </Menu>
  );
}

function Chip({ name, onClear }: { name: string; onClear: () => void }) {
  return (
    <span className="flex h-8 max-w-[220px] items-center gap-1 rounded-md bg-accent-soft pl-2.5 text-accent">
      <span title={name} className="truncate">
        {name}
      </span>
      <IconButton label={`Stop filtering by: ${name}`} onClick={onClear} className="size-6 text-accent">
        <X aria-hidden className="size-3.5" />
      </IconButton>
    </span>
  );
}
