import type { DeliveryView, ListDeliveriesInput } from "../contract/channels.ts";
import { DEFAULT_PAGE_SIZE } from "../contract/fields.ts";
import { readCursor, takePage } from "../domain/paging.ts";
import { refuse } from "../domain/refusal.ts";
import type { NotificationRecord } from "../ports/notification-store.ts";
import type { MemberRequest } from "../ports/services.ts";

/** One page of a channel's log, the newest first. @throws Refusal `channel_not_found`. */
export async function listDeliveries(
  { services, member }: MemberRequest,
  input: ListDeliveriesInput,
): Promise<{ items: DeliveryView[]; nextCursor: string | null }> {
  const { channels, notifications } = services.data;
  const organizationId = member.organization.id;
  if ((await channels.find(organizationId, input.id)) === null) throw refuse("channel_not_found");
  const limit = input.limit ?? DEFAULT_PAGE_SIZE;
  const after = readCursor(input.cursor);
  const rows = await notifications.page({ organizationId, channelId: input.id, after, limit: limit + 1 });
  const { items, nextCursor } = takePage(rows, limit, ({ at, messageId: id }) => ({ value: at.getTime(), id }));
  return { items: items.map(presentDelivery), nextCursor };
}

/** A message as its channel's log shows it. */
export function presentDelivery(row: NotificationRecord): DeliveryView {
  const { messageId, kind, level, at, state, tries, triedAt, dueAt, answer, toldBy } = row;
  const subject = { id: row.subjectId, name: row.subjectName };
  return { messageId, kind, level, at, subject, state, tries, triedAt, dueAt, answer, toldBy };
}
