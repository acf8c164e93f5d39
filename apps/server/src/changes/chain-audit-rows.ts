import { chainedFields, chainedText, type AuditEntry, type AuditRecord } from "@excalibur/api/server";
import { newId } from "../identifiers.ts";
import { sha256 } from "../secrets.ts";
import type { AuditHeads } from "./audit-heads.ts";

/**
 * The rows of audit entries at the ends of the logs of their organizations. Organizations come always in the same order, so
 * that two changes never wait for each other's logs.
 */
export async function chainAuditRows(entries: readonly AuditEntry[], heads: AuditHeads): Promise<AuditRecord[]> {
  const rows: AuditRecord[] = [];
  const organizationIds = new Set(entries.map(({ organizationId }) => organizationId));
  for (const organizationId of [...organizationIds].toSorted()) {
    let { sequence, hash } = await heads.findForUpdate(organizationId);
    for (const entry of entries.filter((one) => one.organizationId === organizationId)) {
      sequence += 1;
      const fields = chainedFields(entry, { id: newId("aud"), sequence, previousHash: hash });
      hash = sha256(chainedText(fields));
      rows.push({ ...fields, hash });
    }
  }
  return rows;
}
