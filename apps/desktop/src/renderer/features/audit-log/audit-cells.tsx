import type { AuditView } from "@excalibur/api/contract";
import { createContext, use, type ReactNode } from "react";
import { moveBetweenRows } from "../../lists/move-between-rows.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { actionLabel, detailInShort, KIND_LABELS, describeTarget } from "./audit-labels.ts";

/** Opens a row's details from within the row. */
const OpenRow = createContext<(row: AuditView) => void>(() => {});

export const OpenRowProvider = OpenRow.Provider;

export function WhenCell({ row }: { row: AuditView }) {
  return <RelativeTime at={row.at} />;
}

/** What was done, which leads to the details, and the most telling of them underneath. */
export function ActionCell({ row }: { row: AuditView }) {
  const open = use(OpenRow);
  return (
    <TwoLines below={detailInShort(row)}>
      <button
        type="button"
        data-row-link
        onKeyDown={moveBetweenRows}
        onClick={() => open(row)}
        className="max-w-full truncate rounded-sm text-left font-medium hover:underline hover:underline-offset-2"
      >
        {actionLabel(row.action)}
        <span className="sr-only">, details</span>
      </button>
    </TwoLines>
  );
}

export function TargetCell({ row: { target } }: { row: AuditView }) {
  return (
    <TwoLines below={KIND_LABELS[target.kind] ?? target.kind}>
      <span title={target.name} className="max-w-full truncate">
        <bdi>{describeTarget(target)}</bdi>
      </span>
    </TwoLines>
  );
}

export function ActorCell({ row: { actor } }: { row: AuditView }) {
  return (
    <TwoLines below={actor.email ?? KIND_LABELS[actor.kind] ?? actor.kind}>
      <span title={actor.name} className="max-w-full truncate">
        <bdi>{actor.name}</bdi>
      </span>
    </TwoLines>
  );
}

export function AddressCell({ row }: { row: AuditView }) {
  return <span className="block truncate font-mono text-xs text-muted">{row.sourceAddress ?? "–"}</span>;
}

function TwoLines({ children, below }: { children: ReactNode; below: string | null }) {
  return (
    <span className="flex min-w-0 flex-col items-start">
      {children}
      {below !== null && (
        <span title={below} className="max-w-full truncate text-xs text-muted">
          {below}
        </span>
      )}
    </span>
  );
}
