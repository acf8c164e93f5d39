import { MAX_NOTICES, NOTICE_DAYS, type NoticesView, type ToldView } from "../contract/notices.ts";
import { presentEvent } from "../events/present-event.ts";
import type { ChannelRecord } from "../ports/channel-store.ts";
import type { NotificationRecord } from "../ports/notification-store.ts";
import type { MemberRequest } from "../ports/services.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What happened lately, and how much of it a member has not read. What happened before the member joined counts as read. */
export async function listNotices({ services, member }: MemberRequest): Promise<NoticesView> {
  const { id: organizationId } = member.organization;
  const { members, events, channels, notifications } = services.data;
  const since = new Date(services.now().getTime() - NOTICE_DAYS * DAY_MS);
  const readUntil = await members.noticesReadUntil(organizationId, member.user.userId);
  const rows = await events.page({
    organizationId,
    executorId: null,
    types: null,
    level: "warning",
    from: since,
    to: null,
    after: null,
    limit: MAX_NOTICES,
  });
  const all = await channels.list(organizationId);
  const channelIds = all.map(({ id }) => id);
  const delivered = await notifications.delivered({ organizationId, channelIds, since, limit: MAX_NOTICES });
  return {
    items: rows.map(presentEvent),
    unread: rows.filter(({ at }) => at > readUntil).length,
    readUntil,
    told: presentTold(delivered, all),
  };
}

/** Each message once, with the channels that delivered it. */
function presentTold(rows: readonly NotificationRecord[], channels: readonly ChannelRecord[]): ToldView[] {
  const first = rows.filter((row, index) => rows.findIndex(({ messageId }) => messageId === row.messageId) === index);
  return first.map(({ messageId, kind, level, at, subjectId, subjectName }) => {
    const by = rows.filter((row) => row.messageId === messageId).map(({ channelId }) => channelId);
    const names = channels.filter(({ id }) => by.includes(id)).map(({ name }) => name);
    return { messageId, kind, level, at, subject: { id: subjectId, name: subjectName }, channels: names };
  });
}
