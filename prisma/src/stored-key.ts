import type { ApiKey, KeyRefusal } from "../generated/sqlite/client.ts";
import type { RawValue } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { instant, selectInstant } from "./raw-values.ts";

/** A key without its secret's hash, and how it was last turned away. */
export interface StoredKey extends Readonly<Omit<ApiKey, "secretHash" | "nameFolded" | "firstUsedAt">> {
  readonly lastRefusal: Readonly<Pick<KeyRefusal, "at" | "reason" | "executorName">> | null;
}

/** A row of the columns below. */
export type KeyRow = Readonly<Record<string, RawValue>>;

const TEXTS =
  "k.id, k.organization_id, k.name, k.hint, k.created_by_id, k.created_by_name, k.target_executor_id, " +
  "k.target_executor_name, k.revoke_previous, k.replaces_key_id, k.replaced_by_key_id, r.reason, r.executor_name";
const INSTANTS = ["k.created_at", "k.expires_at", "k.revoked_at"];

/** What to select of `api_key k` and what is joined to it. */
export function keyColumns(dialect: Dialect): string {
  const instants = INSTANTS.map((column) => selectInstant(dialect, column));
  instants.push(selectInstant(dialect, "r.at", "refused_at"), selectInstant(dialect, "u.at", "used_at"));
  return `${TEXTS}, ${instants.join(", ")}`;
}

/** What to join to `api_key k`: how it was last turned away, and when it was last used. */
export const KEY_JOINS = "LEFT JOIN key_refusal r ON r.key_id = k.id LEFT JOIN key_last_use u ON u.key_id = k.id";

/** A key of its row. */
export function toKey(row: KeyRow): StoredKey {
  const text = (column: string) => row[column] as string;
  const textOrNull = (column: string) => row[column] as string | null;
  const refusedAt = instant(row["refused_at"]);
  return {
    id: text("id"),
    organizationId: text("organization_id"),
    name: text("name"),
    hint: text("hint"),
    createdAt: instant(row["created_at"]) ?? new Date(0),
    createdById: textOrNull("created_by_id"),
    createdByName: textOrNull("created_by_name"),
    expiresAt: instant(row["expires_at"]),
    revokedAt: instant(row["revoked_at"]),
    lastUsedAt: instant(row["used_at"]),
    targetExecutorId: textOrNull("target_executor_id"),
    targetExecutorName: textOrNull("target_executor_name"),
    revokePrevious: Boolean(row["revoke_previous"]),
    replacesKeyId: textOrNull("replaces_key_id"),
    replacedByKeyId: textOrNull("replaced_by_key_id"),
    lastRefusal: refusedAt && { at: refusedAt, reason: text("reason"), executorName: text("executor_name") },
  };
}
