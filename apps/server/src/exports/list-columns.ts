import type { ApiKeyView, EventView, ExecutorView, MemberView } from "@excalibur/api/contract";
import type { Columns } from "./formats.ts";

export const KEY_COLUMNS: Columns<ApiKeyView> = {
  Id: ({ id }) => id,
  Name: ({ name }) => name,
  Hint: ({ hint }) => hint,
  Status: ({ status }) => status,
  Note: ({ note }) => note,
  Labels: ({ labels }) => labelsText(labels),
  Owner: ({ owner }) => owner?.name ?? null,
  "Created (UTC)": ({ createdAt }) => createdAt,
  "Created by": ({ createdBy }) => createdBy?.name ?? null,
  "Expires (UTC)": ({ effectiveExpiresAt }) => effectiveExpiresAt,
  "Last used (UTC)": ({ lastUsedAt }) => lastUsedAt,
  "Made for": ({ target }) => (target.kind === "newExecutor" ? null : target.name),
  Executors: ({ usedBy }) => usedBy.total,
  "Seen latest": ({ usedBy }) => usedBy.executors.map(({ name }) => name).join(" "),
  "Revoked (UTC)": ({ revokedAt }) => revokedAt,
  "Reason of the revocation": ({ revokedReason }) => revokedReason,
  "Last refused (UTC)": ({ lastRefusal }) => lastRefusal?.at ?? null,
  "Last refusal": ({ lastRefusal }) => lastRefusal?.reason ?? null,
  "Follows key": ({ replacesKeyId }) => replacesKeyId,
  "Followed by key": ({ replacedByKeyId }) => replacedByKeyId,
};

export const EXECUTOR_COLUMNS: Columns<ExecutorView> = {
  Id: ({ id }) => id,
  Name: ({ name }) => name,
  Kind: ({ kind }) => kind,
  State: ({ state }) => state,
  "Refused because": ({ refusal }) => refusal?.reason ?? null,
  "Refused since (UTC)": ({ refusal }) => refusal?.since ?? null,
  Version: ({ version }) => version,
  Note: ({ note }) => note,
  Labels: ({ labels }) => labelsText(labels),
  Host: ({ host }) => host,
  "Bound key": ({ boundKey }) => boundKey?.name ?? null,
  "Bound key id": ({ boundKey }) => boundKey?.id ?? null,
  "Bound key status": ({ boundKey }) => boundKey?.status ?? null,
  "First seen (UTC)": ({ firstSeenAt }) => firstSeenAt,
  "Last seen (UTC)": ({ lastSeenAt }) => lastSeenAt,
};

export const EVENT_COLUMNS: Columns<EventView> = {
  Id: ({ id }) => id,
  "Time (UTC)": ({ at }) => at,
  Event: ({ type }) => type,
  Level: ({ level }) => level,
  Executor: ({ executor }) => executor.name,
  "Executor id": ({ executor }) => executor.id,
  "Key id": ({ keyId }) => keyId,
  Details: ({ details }) => JSON.stringify(details),
};

export const MEMBER_COLUMNS: Columns<MemberView> = {
  Id: ({ id }) => id,
  Name: ({ user }) => user.name,
  "E-mail": ({ user }) => user.email,
  Role: ({ role }) => role,
  "Joined (UTC)": ({ joinedAt }) => joinedAt,
};

/** `env=prod team=billing`: no name or value has a space. */
function labelsText(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(" ");
}
