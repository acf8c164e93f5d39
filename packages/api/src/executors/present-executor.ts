import type { ExecutorView } from "../contract/executors.ts";
import { EXECUTOR_KINDS } from "../contract/sync.ts";
import { isOnline } from "../domain/executor-presence.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";

/** An executor as clients see it at `now`. */
export function presentExecutor(executor: ExecutorRecord, now: Date): ExecutorView {
  const { boundKey } = executor;
  const online = isOnline(executor.lastSeenAt, now);
  return {
    id: executor.id,
    name: executor.name,
    kind: EXECUTOR_KINDS.find((kind) => kind === executor.kind) ?? "agent",
    version: executor.version,
    host: executor.host,
    online,
    onlineSince: online ? executor.onlineSince : null,
    firstSeenAt: executor.firstSeenAt,
    lastSeenAt: executor.lastSeenAt,
    boundKey: boundKey === null ? null : { id: boundKey.id, name: boundKey.name, status: keyStatus(boundKey, now) },
    pendingKey: executor.pendingKey,
  };
}
