import type { AuditFilterInput } from "../contract/audit.ts";
import type { AuditRecord } from "../domain/audit-chain.ts";
import { auditScope } from "../domain/audit-scope.ts";
import { refuse } from "../domain/refusal.ts";
import { findActingMember } from "../organizations/find-acting-member.ts";
import type { MemberRequest } from "../ports/services.ts";
import { auditFilter } from "./list-audit-rows.ts";

const PAGE_SIZE = 1_000;

/**
 * The rows that somebody may read, the oldest first, page by page: whatever their number, one page is held at a time.
 * Ends with what is there when it begins.
 * @throws Refusal between two pages when the session, the membership or the role has ended meanwhile.
 */
export async function* exportAuditRows(
  { services, member, findSessionAgain }: MemberRequest,
  input: AuditFilterInput,
): AsyncGenerator<AuditRecord[], void> {
  const { audit, organizations } = services.data;
  const organizationId = member.organization.id;
  const scope = auditScope(member.role, member.user.userId);
  const { sequence: last } = await audit.head(organizationId);

  let after = 0;
  for (;;) {
    const rows = await audit.exportPage({
      ...auditFilter(organizationId, scope, input),
      after,
      last,
      limit: PAGE_SIZE,
    });
    if (rows.length > 0) yield rows;
    if (rows.length < PAGE_SIZE) return;
    after = rows.at(-1)?.sequence ?? last;
    const user = await findSessionAgain();
    if (user === null) throw refuse("not_signed_in");
    const now = await findActingMember(organizations, { ...user, activeOrganizationId: organizationId });
    if (now.role !== member.role) throw refuse("not_permitted");
  }
}
