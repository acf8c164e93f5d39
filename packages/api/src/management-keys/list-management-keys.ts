import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import type { ListManagementKeysInput, ManagementKeyView } from "../contract/management-keys.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentManagementKey } from "./present-management-key.ts";

/** One page of the organization's management keys, the newest first. */
export async function listManagementKeys(
  { services, member }: MemberRequest,
  input: ListManagementKeysInput,
): Promise<{ items: ManagementKeyView[]; nextCursor: string | null }> {
  const limit = input.limit ?? DEFAULT_PAGE_SIZE;
  const organizationId = member.organization.id;
  const after = readCursor(input.cursor);
  const rows = await services.data.managementKeys.page({ organizationId, after, limit: limit + 1 });
  const { items, nextCursor } = takePage(rows, limit, ({ createdAt, id }) => ({ value: createdAt.getTime(), id }));
  const now = services.now();
  return { items: items.map((key) => presentManagementKey(key, now)), nextCursor };
}
