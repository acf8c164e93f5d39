import type { AuditEntry } from "./audit-actions.ts";

/** What stands before the first row of every organization's chain. */
export const GENESIS_HASH = "0".repeat(64);

/** A row's place in its organization's chain. */
export interface AuditPlace {
  readonly id: string;
  /** 1 for the first row; no number is skipped. */
  readonly sequence: number;
  readonly previousHash: string;
}

/**
 * The exact text whose SHA-256 is a row's hash. It names every stored field in a fixed order, as a JSON array, so that
 * no two different rows can give the same text; it includes the hash of the row before.
 */
export function auditRowText(entry: AuditEntry, place: AuditPlace): string {
  const { actor, target } = entry;
  return JSON.stringify([
    place.previousHash,
    place.sequence,
    place.id,
    entry.organizationId,
    entry.at.toISOString(),
    actor.kind,
    actor.kind === "system" ? null : actor.id,
    actor.name,
    actor.kind === "user" ? actor.email : null,
    actor.kind === "user" ? actor.role : null,
    entry.action,
    target.kind,
    target.id,
    target.name,
    auditDetailsText(entry.details),
    entry.sourceAddress,
  ]);
}

/** Details as they are stored: JSON with the names in order, so that the same details always give the same text. */
export function auditDetailsText(details: AuditEntry["details"]): string {
  return JSON.stringify(Object.fromEntries(Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1))));
}
