import type { AuditView, ListAuditInput } from "../contract/audit.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { auditScope } from "../domain/audit-scope.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentAuditRow } from "./present-audit-row.ts";

/** One page of what was changed in the organization, the newest first: as much of it as the reader's role shows. */
export async function listAuditRows(
  { services, member }: MemberRequest,
  input: ListAuditInput,
): Promise<{ items: AuditView[]; nextCursor: string | null }> {
  const limit = input.limit ?? DEFAULT_PAGE_SIZE;
  const rows = await services.data.audit.page({
    organizationId: member.organization.id,
    scope: auditScope(member.role, member.user.userId),
    action: input.action ?? null,
    actor: input.actor ?? null,
    targetKind: input.targetKind ?? null,
    targetId: input.targetId ?? null,
    from: input.from ?? null,
    to: input.to ?? null,
    after: readCursor(input.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = takePage(rows, limit, ({ at, id }) => ({ value: at.getTime(), id }));
  return { items: items.map(presentAuditRow), nextCursor };
}
