import type { KeyHistoryEntry, KeyHistoryInput } from "../contract/executors.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { keyStatus } from "../domain/key-status.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import { refuse } from "../domain/refusal.ts";
import type { EventRecord } from "../ports/event-store.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * One page of the keys an executor has been bound to, the newest first. A deleted key still has its name.
 * @throws Refusal `executor_not_found` for any id that is not an executor of the organization.
 */
export async function listKeyHistory(
  { services, member }: MemberRequest,
  input: KeyHistoryInput,
): Promise<{ items: KeyHistoryEntry[]; nextCursor: string | null }> {
  const { data } = services;
  const organizationId = member.organization.id;
  const now = services.now();
  const executor = await data.executors.find(organizationId, input.id, now);
  if (executor === null) throw refuse("executor_not_found");

  const limit = input.limit ?? DEFAULT_PAGE_SIZE;
  const after = readCursor(input.cursor);
  const bindings = await data.events.page({
    organizationId,
    executorId: input.id,
    types: ["executor.connected", "executor.rebound"],
    level: null,
    from: null,
    to: null,
    after,
    limit: limit + 1,
  });
  const page = takePage(bindings, limit, ({ at, id }) => ({ value: at.getTime(), id }));
  const keys = await data.apiKeys.names(organizationId, keyIdsOf(page.items));
  const items = page.items.flatMap(({ keyId, at }, index) => {
    if (keyId === null) return [];
    const known = keys.get(keyId);
    return {
      key: {
        id: keyId,
        name: known?.name ?? keyId,
        status: known?.row == null ? ("deleted" as const) : keyStatus(known.row, now),
      },
      from: at,
      // The page before ended with the binding that followed this one.
      until: page.items[index - 1]?.at ?? (typeof after?.value === "number" ? new Date(after.value) : null),
    };
  });
  return { items, nextCursor: page.nextCursor };
}

function keyIdsOf(bindings: readonly EventRecord[]): string[] {
  return [...new Set(bindings.map(({ keyId }) => keyId).filter((id) => id !== null))];
}
