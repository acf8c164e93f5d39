import type { ApiKey, Executor } from "../generated/sqlite/client.ts";
import type { RawValue } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { instant, selectInstant } from "./raw-values.ts";

/** An executor, and the key it is bound to. */
export interface ExecutorWithKey extends Readonly<Omit<Executor, "nameFolded">> {
  readonly boundKey: Readonly<Pick<ApiKey, "id" | "name" | "revokedAt" | "expiresAt">> | null;
}

/** A row of the columns below. */
export type ExecutorRow = Readonly<Record<string, RawValue>>;

const TEXTS =
  "e.id, e.organization_id, e.name, e.kind, e.version, e.host, e.instance_id, e.capabilities, e.bound_key_id, " +
  "k.name AS key_name";
const INSTANTS = [
  "e.first_seen_at",
  "e.last_seen_at",
  "e.bound_at",
  "e.online_since",
  "e.disconnected_at",
  "k.revoked_at",
  "k.expires_at",
];

/** What to select of `executor e` and, joined to it, `api_key k`. */
export function executorColumns(dialect: Dialect): string {
  return `${TEXTS}, ${INSTANTS.map((column) => selectInstant(dialect, column)).join(", ")}`;
}

/** An executor of its row. */
export function toExecutorWithKey(row: ExecutorRow): ExecutorWithKey {
  const text = (column: string) => row[column] as string;
  const textOrNull = (column: string) => row[column] as string | null;
  const at = (column: string) => instant(row[column]);
  const boundKeyId = textOrNull("bound_key_id");
  return {
    id: text("id"),
    organizationId: text("organization_id"),
    name: text("name"),
    kind: text("kind"),
    version: text("version"),
    host: textOrNull("host"),
    instanceId: textOrNull("instance_id"),
    capabilities: textOrNull("capabilities"),
    firstSeenAt: at("first_seen_at") ?? new Date(0),
    lastSeenAt: at("last_seen_at") ?? new Date(0),
    boundAt: at("bound_at") ?? new Date(0),
    onlineSince: at("online_since"),
    disconnectedAt: at("disconnected_at"),
    boundKeyId,
    boundKey:
      boundKeyId === null
        ? null
        : { id: boundKeyId, name: text("key_name"), revokedAt: at("revoked_at"), expiresAt: at("expires_at") },
  };
}
