import type { AuditFilterInput } from "../contract/audit.ts";
import type { AuditRecord } from "../domain/audit-chain.ts";
import { auditScope } from "../domain/audit-scope.ts";
import { requireSameReader } from "../exports/require-same-reader.ts";
import type { MemberRequest } from "../ports/services.ts";
import { auditFilter } from "./list-audit-rows.ts";

/** Audit numbers that one page covers, before the filter: so no page takes long, and none is large. */
const PAGE_NUMBERS = 100;

/**
 * The rows that a member may read, the oldest first, page by page: one page is in memory at a time,
 * and the next is read when it is asked for. Ends with the last row that existed at the beginning.
 * @throws Refusal at the next page once the session, the membership or the role has ended.
 */
export async function* exportAuditRows(request: MemberRequest, input: AuditFilterInput): AsyncGenerator<AuditRecord[]> {
  const { data } = request.services;
  const { user, organization, role } = request.member;
  const filter = auditFilter(organization.id, auditScope(role, user.userId), input);
  const { sequence: end } = await data.audit.head(organization.id);
  for (let after = 0; after < end; after += PAGE_NUMBERS) {
    await requireSameReader(request);
    const rows = await data.auditRange({ ...filter, after, last: Math.min(after + PAGE_NUMBERS, end) });
    if (rows.length > 0) yield rows;
  }
}
