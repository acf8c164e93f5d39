import type { EventView, ListEventsInput } from "../contract/events.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentEvent } from "./present-event.ts";

/** One page of what happened to the organization's executors, the newest first. */
export async function listEvents(
  { services, member }: MemberRequest,
  input: ListEventsInput,
): Promise<{ items: EventView[]; nextCursor: string | null }> {
  const limit = input.limit ?? DEFAULT_PAGE_SIZE;
  const rows = await services.data.events.page({
    organizationId: member.organization.id,
    executorId: input.executorId ?? null,
    types: input.type === undefined ? null : [input.type],
    level: input.level ?? null,
    from: input.from ?? null,
    to: input.to ?? null,
    after: readCursor(input.cursor),
    limit: limit + 1,
  });
  const { items, nextCursor } = takePage(rows, limit, ({ at, id }) => ({ value: at.getTime(), id }));
  return {
    items: items.map(presentEvent),
    nextCursor,
  };
}
