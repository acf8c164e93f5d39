import type { AuditFilterInput, AuditView, ListAuditInput } from "../contract/audit.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { auditScope, type AuditScope } from "../domain/audit-scope.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import type { AuditFilter } from "../ports/audit-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentAuditRow } from "./present-audit-row.ts";

/** One page of what was changed in the organization, the newest first: as much of it as the reader's role shows. */
export async function listAuditRows(
  { services, member }: MemberRequest,
  input: ListAuditInput,
): Promise<{ items: AuditView[]; nextCursor: string | null }> {
  const limit = input.limit ?? DEFAULT_PAGE_SIZE;
  const scope = auditScope(member.role, member.user.userId);
  const rows = await services.data.audit.page({
    ...auditFilter(member.organization.id, scope, input),
    after: readCursor(input.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = takePage(rows, limit, ({ at, id }) => ({ value: at.getTime(), id }));
  return { items: items.map(presentAuditRow), nextCursor };
}

/** What is asked for, and what may be read, as the store is asked. */
export function auditFilter(organizationId: string, scope: AuditScope, input: AuditFilterInput): AuditFilter {
  return {
    organizationId,
    scope,
    action: input.action ?? null,
    actor: input.actor ?? null,
    targetKind: input.targetKind ?? null,
    targetId: input.targetId ?? null,
    from: input.from ?? null,
    to: input.to ?? null,
  };
}
