import type { ExecutorView } from "@excalibur/api/contract";
import { Link } from "@tanstack/react-router";
import { describeRenewal } from "../../../components/describe-renewal.ts";
import { BadgeLabel } from "../../../components/key-status-badge.tsx";
import { RenewalNote } from "../../../components/renewal-note.tsx";

/** The key of an executor's latest sync; below it, notes about its access. */
export function BoundKeyCell({ executor }: { executor: ExecutorView }) {
  const { boundKey, pendingKey } = executor;
  const badge = boundKey !== null && boundKey.status !== "active" && <BadgeLabel badge={boundKey.status} />;
  return (
    <div className="flex min-w-0 flex-col items-start">
      {boundKey === null ? (
        <span className="text-muted">none, it was deleted</span>
      ) : (
        // Where there is no room for both side by side, the status stands below the name. There are two lines at most.
        <span className="flex max-w-full flex-wrap items-center gap-x-2">
          <Link
            from="/o/$slug"
            to="/o/$slug/keys/$keyId"
            params={{ keyId: boundKey.id }}
            title={boundKey.name}
            className="max-w-full truncate rounded-sm hover:underline hover:underline-offset-2"
          >
            <bdi>{boundKey.name}</bdi>
          </Link>
          {pendingKey === null && badge}
        </span>
      )}
      <RenewalNote {...executor} />
      {pendingKey !== null && describeRenewal(executor) === null && (
        <span className="flex max-w-full items-center gap-2 text-xs text-muted">
          {badge}
          <span className="truncate" title={pendingKey.name}>
            <bdi>{pendingKey.name}</bdi> waits for it
          </span>
        </span>
      )}
    </div>
  );
}
