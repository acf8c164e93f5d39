import type { ExecutorView } from "@excalibur/api/contract";
import { Link } from "@tanstack/react-router";
import { BadgeLabel } from "../../../parts/key-status-badge.tsx";

/** The key of an executor's latest sync; below it, whatever else there is to know about its access. */
export function BoundKeyCell({ executor }: { executor: ExecutorView }) {
  const { boundKey, pendingKey } = executor;
  return (
    <div className="flex min-w-0 flex-col items-start">
      {boundKey === null ? (
        <span className="text-muted">none, it was deleted</span>
      ) : (
        <Link
          to="/keys/$keyId"
          params={{ keyId: boundKey.id }}
          title={boundKey.name}
          className="max-w-full truncate rounded-sm hover:underline hover:underline-offset-2"
        >
          <bdi>{boundKey.name}</bdi>
        </Link>
      )}
      <span className="flex max-w-full items-center gap-2 text-xs text-muted">
        {boundKey !== null && boundKey.status !== "active" && <BadgeLabel badge={boundKey.status} />}
        {pendingKey !== null && (
          <span className="truncate" title={pendingKey.name}>
            <bdi>{pendingKey.name}</bdi> waits for it
          </span>
        )}
      </span>
    </div>
  );
}
