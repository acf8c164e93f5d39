import { AUDIT_ACTIONS } from "@excalibur/api/contract";
import { Fragment } from "react";
import { FilterChip } from "../../ui/filter-chip.tsx";
import { MenuChoice, MenuChoices, MenuLabel } from "../../ui/menu.tsx";
import { ActorFilter } from "./actor-filter.tsx";
import type { AuditFilter } from "./audit-filter.ts";
import { ACTION_GROUPS, actionLabel, KIND_LABELS } from "./audit-labels.ts";
import { DaysFilter } from "./days-filter.tsx";
import { FilterMenu } from "./filter-parts.tsx";
import { LogActions } from "./log-actions.tsx";

interface AuditToolbarProps extends TargetProps {
  /** What the actor that the log is narrowed to is called in it. */
  actorName: string | undefined;
}

interface TargetProps {
  filter: AuditFilter;
  onFilter: (change: AuditFilter) => void;
}

export function AuditToolbar({ filter, actorName, onFilter }: AuditToolbarProps) {
  const { action, actor } = filter;
  return (
    <>
      {/* Gives way where the window is narrow, so that title and actions keep their place. */}
      <div className="flex w-0 flex-1 items-center justify-end gap-2 max-sm:w-auto max-sm:flex-none">
        <TargetChip filter={filter} onFilter={onFilter} className="max-[1080px]:hidden" />
        <FilterMenu label={action === undefined ? "All actions" : actionLabel(action)} name="Action">
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
        <ActorFilter actor={actor} nameInRows={actorName} onActor={(chosen) => onFilter({ actor: chosen })} />
        <DaysFilter from={filter.from} to={filter.to} onDays={onFilter} />
      </div>
      <LogActions filter={filter} />
    </>
  );
}

/** The one thing that the log is narrowed to, as a row of its own where the toolbar has no room for it. */
export function TargetRow(props: TargetProps) {
  if (props.filter.target === undefined) return null;
  return (
    <div className="flex border-b border-line px-4 py-2 min-[1081px]:hidden">
      <TargetChip {...props} className="max-w-full" />
    </div>
  );
}

function TargetChip({ filter: { target, kind }, onFilter, className }: TargetProps & { className: string }) {
  if (target === undefined) return null;
  return (
    <FilterChip
      name={`${KIND_LABELS[kind ?? ""] ?? "Target"} ${target}`}
      onClear={() => onFilter({ target: undefined, kind: undefined })}
      className={className}
    />
  );
}
