import type { AuditEntry } from "./audit-actions.ts";

/** What stands before the first row of every organization's chain. */
export const GENESIS_HASH = "0".repeat(64);

/** A row's position in its organization's chain. */
export interface AuditPosition {
  readonly id: string;
  /** 1 for the first row; no number is skipped. */
  readonly sequence: number;
  readonly previousHash: string;
}

/** What a row's hash covers, field by field as it is stored. An attacker with access to the database may have written any value. */
export interface ChainedFields extends AuditPosition {
  readonly organizationId: string;
  readonly at: Date;
  readonly actorKind: string;
  readonly actorId: string | null;
  readonly actorName: string;
  readonly actorEmail: string | null;
  readonly actorRole: string | null;
  readonly action: string;
  readonly targetKind: string;
  readonly targetId: string;
  readonly targetName: string;
  /** JSON text. */
  readonly details: string;
  readonly sourceAddress: string | null;
}

/** A stored row. */
export interface AuditRecord extends ChainedFields {
  /** SHA-256 of `chainedText`, hexadecimal. */
  readonly hash: string;
}

/** A change in the form in which it is stored, at its position in the chain. */
export function chainedFields(entry: AuditEntry, position: AuditPosition): ChainedFields {
  const { actor, target } = entry;
  return {
    ...position,
    organizationId: entry.organizationId,
    at: entry.at,
    actorKind: actor.kind,
    actorId: actor.kind === "system" ? null : actor.id,
    actorName: actor.name,
    actorEmail: actor.kind === "user" ? actor.email : null,
    actorRole: actor.kind === "user" ? actor.role : null,
    action: entry.action,
    targetKind: target.kind,
    targetId: target.id,
    targetName: target.name,
    details: auditDetailsText(entry.details),
    sourceAddress: entry.sourceAddress,
  };
}

/**
 * The exact text whose SHA-256 is a row's hash. It names every stored field in a fixed order, as a JSON array, so that
 * no two different rows can give the same text; it includes the hash of the row before.
 */
export function chainedText(row: ChainedFields): string {
  return JSON.stringify([
    row.previousHash,
    row.sequence,
    row.id,
    row.organizationId,
    row.at.toISOString(),
    row.actorKind,
    row.actorId,
    row.actorName,
    row.actorEmail,
    row.actorRole,
    row.action,
    row.targetKind,
    row.targetId,
    row.targetName,
    row.details,
    row.sourceAddress,
  ]);
}

/** Details as they are stored: JSON with the names in order, so that the same details always give the same text. */
export function auditDetailsText(details: AuditEntry["details"]): string {
  return JSON.stringify(Object.fromEntries(Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1))));
}
