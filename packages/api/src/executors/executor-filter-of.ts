import { OLDER_THAN_NEWEST, type ExecutorFilterInput } from "../contract/executors.ts";
import { OFFLINE_AFTER_MS } from "../domain/executor-presence.ts";
import { readLabel } from "../domain/labels.ts";
import type { ExecutorFilter } from "../ports/executor-store.ts";

/** The filter that a client names, as the store takes it at `now`: what is absent narrows nothing. */
export function executorFilterOf(
  organizationId: string,
  { search, state, online, kind, version, apiKeyId, labels = [] }: ExecutorFilterInput,
  now: Date,
): ExecutorFilter {
  const onlineAfter = new Date(now.getTime() - OFFLINE_AFTER_MS);
  const isOlderThanNewest = version === OLDER_THAN_NEWEST;
  return {
    organizationId,
    search: search === undefined || search === "" ? null : search,
    boundKeyId: apiKeyId ?? null,
    kind: kind ?? null,
    version: isOlderThanNewest ? null : (version ?? null),
    isOlderThanNewest,
    labels: labels.map(readLabel),
    state: state ?? null,
    seenAfter: online === true ? onlineAfter : null,
    notSeenAfter: online === false ? onlineAfter : null,
  };
}
