import type { ManagementKeyView } from "@excalibur/api/contract";
import { useQuery } from "@tanstack/react-query";
import { Ban } from "lucide-react";
import { TableSkeleton } from "../../lists/table-skeleton.tsx";
import { BadgeLabel } from "../../components/key-status-badge.tsx";
import { api } from "../../server/api.ts";
import { readFailure } from "../../server/failure.ts";
import { usePollInterval } from "../../server/live/live-state.ts";
import { RelativeTime } from "../../time/time-text.tsx";
import { ActionsMenu } from "../../ui/actions-menu.tsx";
import { FailureView } from "../../ui/failure-view.tsx";
import { MenuItem } from "../../ui/menu.tsx";
import { PlainCell, PlainRow, PlainTable } from "../../ui/plain-table.tsx";

const ASK_EVERY_MS = 5_000;
/** More than can be active, so that revoked ones among them are only left out once they are old. */
const SHOWN = 200;
const SKELETON = {
  grid: "grid grid-cols-5 items-center",
  bars: ["w-36", "w-16", "w-24", "w-14", "w-4"],
  kept: 5,
} as const;
const COLUMNS = ["Name", "Status", "Scopes", "Last used", "Expires", "Actions"];
const NARROW_HIDDEN = "max-md:hidden";

interface ManagementKeysTableProps {
  mayManage: boolean;
  onRevoke: (managementKey: ManagementKeyView) => void;
}

export function ManagementKeysTable(props: ManagementKeysTableProps) {
  const { data, error, refetch } = useQuery(
    api.managementKeys.list.queryOptions({ limit: SHOWN }, { refetchInterval: usePollInterval(ASK_EVERY_MS) }),
  );
  if (data === undefined) {
    if (error !== null) return <FailureView failure={readFailure(error)} onRetry={() => void refetch()} />;
    return <TableSkeleton what="Management keys" {...SKELETON} />;
  }
  if (data.items.length === 0) return <p className="px-4 text-muted">There is no management key yet.</p>;
  return (
    <>
      <PlainTable
        label="Management keys"
        columns={COLUMNS}
        widths={["w-[26%] max-md:w-[45%]", "w-[12%] max-md:w-[28%]", NARROW_HIDDEN, NARROW_HIDDEN, NARROW_HIDDEN]}
      >
        {data.items.map((managementKey) => (
          <ManagementKeyRow key={managementKey.id} managementKey={managementKey} {...props} />
        ))}
      </PlainTable>
      {data.nextCursor !== null && <p className="p-4 text-muted">The newest {SHOWN} are shown.</p>}
    </>
  );
}

function ManagementKeyRow({
  managementKey,
  mayManage,
  onRevoke,
}: ManagementKeysTableProps & { managementKey: ManagementKeyView }) {
  const { id, name, hint, status, scopes, cidrs, createdBy, expiresAt, lastUsedAt, lastUsedFrom } = managementKey;
  return (
    <PlainRow data-row-id={id}>
      <PlainCell title={`${name}, created by ${createdBy.name}`}>
        <span className="block truncate font-medium">
          <bdi>{name}</bdi>
        </span>
        <span className="block truncate text-xs text-muted">
          <span className="font-mono">{hint}…</span> by <bdi>{createdBy.name}</bdi>
        </span>
      </PlainCell>
      <PlainCell>
        <BadgeLabel badge={status} />
      </PlainCell>
      <PlainCell className={NARROW_HIDDEN} title={[...scopes, ...cidrs].join(", ")}>
        <span className="block truncate">{scopes.join(", ")}</span>
        {cidrs.length > 0 && <span className="block truncate text-xs text-muted">from {cidrs.join(", ")}</span>}
      </PlainCell>
      <PlainCell className={NARROW_HIDDEN}>
        {lastUsedAt === null ? <span className="text-muted">never</span> : <RelativeTime at={lastUsedAt} />}
        {lastUsedFrom !== null && <span className="block truncate font-mono text-xs text-muted">{lastUsedFrom}</span>}
      </PlainCell>
      <PlainCell className={NARROW_HIDDEN}>
        <RelativeTime at={expiresAt} />
      </PlainCell>
      <PlainCell className="overflow-visible text-right">
        {mayManage && status !== "revoked" && (
          <ActionsMenu of={name}>
            <MenuItem icon={<Ban aria-hidden />} tone="danger" onSelect={() => onRevoke(managementKey)}>
              Revoke…
            </MenuItem>
          </ActionsMenu>
        )}
      </PlainCell>
    </PlainRow>
  );
}
