import type { KeyHistoryEntry, KeyHistoryInput } from "../contract/executors.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { keyStatus } from "../domain/key-status.ts";
import type { PageCursor } from "../domain/page-cursor.ts";
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
  const spans = spansOf(page.items, after);
  // Events are not kept for ever; the key it is bound to is known all the same.
  const { boundKeyId, boundAt } = executor;
  if (after === null && boundKeyId !== null && spans[0]?.keyId !== boundKeyId) {
    spans.unshift({ keyId: boundKeyId, from: boundAt, until: null });
    if (spans[1] !== undefined) spans[1].until = boundAt;
  }

  const keys = await data.apiKeys.names(organizationId, [...new Set(spans.map(({ keyId }) => keyId))]);
  const items = spans.map(({ keyId, ...span }) => {
    const known = keys.get(keyId);
    const status = known?.row == null ? ("deleted" as const) : keyStatus(known.row, now);
    return { key: { id: keyId, name: known?.name ?? keyId, status }, ...span };
  });
  return { items, nextCursor: page.nextCursor };
}

interface Span {
  readonly keyId: string;
  readonly from: Date;
  until: Date | null;
}

/** From each binding to the one that followed it: the first one's stands at the end of the page before. */
function spansOf(bindings: readonly EventRecord[], after: PageCursor | null): Span[] {
  let until = typeof after?.value === "number" ? new Date(after.value) : null;
  return bindings.flatMap(({ keyId, at }) => {
    const span = { from: at, until };
    until = at;
    return keyId === null ? [] : [{ keyId, ...span }];
  });
}
