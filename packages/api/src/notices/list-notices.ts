import { MAX_NOTICES, NOTICE_DAYS, type NoticesView } from "../contract/notices.ts";
import { presentEvent } from "../events/present-event.ts";
import type { MemberRequest } from "../ports/services.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What happened lately, and how much of it a member has not read. What happened before the member joined counts as read. */
export async function listNotices({ services, member }: MemberRequest): Promise<NoticesView> {
  const { id: organizationId } = member.organization;
  const { members, events } = services.data;
  const readUntil = await members.noticesReadUntil(organizationId, member.user.userId);
  const rows = await events.page({
    organizationId,
    executorId: null,
    types: null,
    level: "warning",
    from: new Date(services.now().getTime() - NOTICE_DAYS * DAY_MS),
    to: null,
    after: null,
    limit: MAX_NOTICES,
  });
  return {
    items: rows.map(presentEvent),
    unread: rows.filter(({ at }) => at > readUntil).length,
    readUntil,
  };
}
