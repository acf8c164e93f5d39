import type { AuditRow } from "../../generated/sqlite/client.ts";

/** A row of the audit log, field by field as it is stored. */
export type StoredAuditRow = Readonly<AuditRow>;

/** Its fields but the instant, and their columns. */
export const AUDIT_TEXTS = Object.entries({
  id: "id",
  organizationId: "organization_id",
  sequence: "sequence",
  actorKind: "actor_kind",
  actorId: "actor_id",
  actorName: "actor_name",
  actorEmail: "actor_email",
  actorRole: "actor_role",
  action: "action",
  targetKind: "target_kind",
  targetId: "target_id",
  targetName: "target_name",
  details: "details",
  sourceAddress: "source_address",
  previousHash: "previous_hash",
  hash: "hash",
} satisfies Record<Exclude<keyof StoredAuditRow, "at">, string>) as readonly (readonly [
  Exclude<keyof StoredAuditRow, "at">,
  string,
])[];
