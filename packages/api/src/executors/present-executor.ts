import type { ExecutorView, InstanceView } from "../contract/executors.ts";
import { EXECUTOR_KINDS } from "../contract/sync.ts";
import { executorState } from "../domain/executor-state.ts";
import { readInstanceTrail } from "../domain/instance-trail-text.ts";
import { readCannotRenew } from "../domain/key-renewal.ts";
import { keyRefusalReason } from "../domain/key-refusal.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { ExecutorRecord } from "../ports/executor-store.ts";

/** An executor as clients see it at `now`. */
export function presentExecutor(executor: ExecutorRecord, now: Date): ExecutorView {
  const { boundKey } = executor;
  const state = executorState(executor, now);
  const online = state === "online" || state === "duplicated";
  return {
    id: executor.id,
    name: executor.name,
    kind: EXECUTOR_KINDS.find((kind) => kind === executor.kind) ?? "agent",
    version: executor.version,
    note: executor.note,
    labels: executor.labels,
    host: executor.host,
    state,
    refusal: state === "refused" ? presentRefusal(executor) : null,
    online,
    onlineSince: online ? executor.onlineSince : null,
    firstSeenAt: executor.firstSeenAt,
    lastSeenAt: executor.lastSeenAt,
    boundKey: presentBoundKey(boundKey, now),
    pendingKey: executor.pendingKey,
    renewal: presentRenewal(executor),
    instances: state === "duplicated" ? presentInstances(executor.instances) : [],
  };
}

function presentBoundKey(boundKey: ExecutorRecord["boundKey"], now: Date): ExecutorView["boundKey"] {
  if (boundKey === null) return null;
  const { id, name, renewedAt } = boundKey;
  return { id, name, status: keyStatus(boundKey, now), renewedAt };
}

/** An executor says that it can't renew only while it is told to renew: by the policy, where no person has asked. */
function presentRenewal({ renewAt, cannotRenew, contestedAt }: ExecutorRecord): ExecutorView["renewal"] {
  if (renewAt === null && cannotRenew === null && contestedAt === null) return null;
  return { askedFrom: renewAt, cannotRenew: readCannotRenew(cannotRenew), contestedAt };
}

function presentRefusal({ refusedAt, refusedReason, refusedSince }: ExecutorRecord): ExecutorView["refusal"] {
  const reason = keyRefusalReason(refusedReason ?? "");
  if (reason === null || refusedAt === null) return null;
  return { reason, since: refusedSince ?? refusedAt, lastAt: refusedAt };
}

/** @param trail as an executor's row keeps it. */
export function presentInstances(trail: string | null): InstanceView[] {
  return readInstanceTrail(trail).map(({ host, address, firstSyncAt }) => ({ host, address, firstSyncAt }));
}
