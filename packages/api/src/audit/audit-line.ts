import { z } from "zod";
import type { AuditEntry } from "../domain/audit-actions.ts";
import { auditDetailsText, type AuditRecord } from "../domain/audit-chain.ts";

const text = z.string();

const PLAIN_TYPES: ReadonlySet<string> = new Set(["string", "number", "boolean"]);

/** One line of an export in JSON Lines: every stored field, so that the chain can be checked without the database. */
const auditLine = z.strictObject({
  id: text,
  sequence: z.int(),
  organizationId: text,
  at: z.iso.datetime(),
  actorKind: text,
  actorId: text.nullable(),
  actorName: text,
  actorEmail: text.nullable(),
  actorRole: text.nullable(),
  action: text,
  targetKind: text,
  targetId: text,
  targetName: text,
  /** An object, or the stored text where that is not in the form in which this product writes it. */
  details: z.union([text, z.record(text, z.union([text, z.number(), z.boolean(), z.null()]))]),
  sourceAddress: text.nullable(),
  previousHash: text,
  hash: text,
});

/** A row as one line of JSON, without its end. */
export function writeAuditLine(row: AuditRecord): string {
  return JSON.stringify({ ...row, at: row.at.toISOString(), details: readableDetails(row.details) });
}

/** Reads a line back, exactly as it was stored. Null when it is not one of an export. */
export function readAuditLine(line: string): AuditRecord | null {
  const parsed = auditLine.safeParse(parseJson(line));
  if (!parsed.success) return null;
  const { at, details, ...fields } = parsed.data;
  return {
    ...fields,
    at: new Date(at),
    details: typeof details === "string" ? details : auditDetailsText(details),
  };
}

function readableDetails(stored: string): unknown {
  const details = parseJson(stored);
  return isDetails(details) && auditDetailsText(details) === stored ? details : stored;
}

/** The same as the schema of a line, by hand: an export checks every row, and the schema would take most of its time. */
function isDetails(value: unknown): value is AuditEntry["details"] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((each) => each === null || PLAIN_TYPES.has(typeof each));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
