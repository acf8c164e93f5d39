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
        <span className="flex max-w-full items-center gap-2">
          <Link
            to="/keys/$keyId"
            params={{ keyId: boundKey.id }}
            title={boundKey.name}
            className="truncate rounded-sm hover:underline hover:underline-offset-2"
          >
            <bdi>{boundKey.name}</bdi>
          </Link>
          {boundKey.status !== "active" && (
            <span className="shrink-0">
              <BadgeLabel badge={boundKey.status} />
            </span>
          )}
        </span>
      )}
      {pendingKey !== null && (
        <span className="max-w-full truncate text-xs text-muted" title={pendingKey.name}>
          <bdi>{pendingKey.name}</bdi> waits for it
        </span>
      )}
    </div>
  );
}
