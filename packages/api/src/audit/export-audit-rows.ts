import type { AuditFilterInput } from "../contract/audit.ts";
import type { AuditRecord } from "../domain/audit-chain.ts";
import { auditScope } from "../domain/audit-scope.ts";
import { refuse } from "../domain/refusal.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { Role } from "../domain/permission-policy.ts";
import type { MemberRequest, Services } from "../ports/services.ts";
import type { ActingMember } from "../ports/session.ts";
import { auditFilter } from "./list-audit-rows.ts";

/** Audit numbers that one page covers, before the filter: so no page takes long, and none is large. */
const PAGE_NUMBERS = 100;

/**
 * The rows that a member may read, the oldest first, page by page: one page is in memory at a time,
 * and the next is read when it is asked for. Ends with the last row that existed at the beginning.
 * @throws Refusal at the next page once the session, the membership or the role has ended.
 */
export async function* exportAuditRows(
  { services, member }: MemberRequest,
  input: AuditFilterInput,
): AsyncGenerator<AuditRecord[]> {
  const { data } = services;
  const { user, organization, role } = member;
  const filter = auditFilter(organization.id, auditScope(role, user.userId), input);
  const { sequence: end } = await data.audit.head(organization.id);
  for (let after = 0; after < end; after += PAGE_NUMBERS) {
    if ((await roleNow(services, member)) !== role) throw refuse("not_permitted");
    const rows = await data.auditRange({ ...filter, after, last: Math.min(after + PAGE_NUMBERS, end) });
    if (rows.length > 0) yield rows;
  }
}

/** The reader's role as it is now; null when the session, the management key or the membership has ended. */
async function roleNow(
  { data, managementKeys, now }: Services,
  { by, organization }: ActingMember,
): Promise<Role | null> {
  if (by.kind === "session") return data.sessionRole(by.sessionId, organization.id, now());
  const key = await managementKeys.find(by.secretHash);
  if (key === null || keyStatus(key, now()) !== "active") return null;
  return key.membership?.role ?? null;
}
