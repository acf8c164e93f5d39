import type { Database } from "@excalibur/db";
import { nextTogether, windowMsOf, type NotificationRecord } from "@excalibur/api/server";
import { toNotification } from "../../stores/notification-store.ts";
import { stillTrue } from "./still-true.ts";

/** Messages that become one at most. */
const AT_ONCE = 5_000;

/** What is sent as one message: it has the id of the first. */
export type Group = readonly [NotificationRecord, ...NotificationRecord[]];

interface Next {
  readonly channelId: string;
  readonly now: Date;
  /** Whether the daily digest is due; null: the channel has none. */
  readonly digest: "due" | "notDue" | null;
}

/**
 * What is sent next for a channel; null: nothing is due. A message that is tried again is first: what comes after it waits, so
 * that the order is kept. What is no longer true is dropped.
 */
export async function takeNext({ client }: Database, { channelId, now, digest }: Next): Promise<Group | null> {
  const { notification } = client;
  const tried = await notification.findFirst({
    where: { channelId, state: "waiting", tries: { gt: 0 }, dueAt: { not: null } },
    orderBy: [{ dueAt: "asc" }, { messageId: "asc" }],
  });
  if (tried !== null) {
    if (tried.dueAt !== null && tried.dueAt > now) return null;
    return readGroup(client, channelId, tried.messageId);
  }
  if (digest === "notDue") return null;
  for (;;) {
    const due = await readWaiting(client, channelId, { lte: now });
    const together = nextTogether([...due, ...(await readAlike(client, channelId, due, now))], digest === "due");
    if (together.length === 0) return null;
    const [first, ...others] = await stillTrue(client, channelId, together);
    const kept = new Set([first, ...others].map((row) => row?.messageId));
    const dropped = together.filter(({ messageId }) => !kept.has(messageId)).map(({ messageId }) => messageId);
    if (dropped.length > 0) {
      const where = { channelId, messageId: { in: dropped }, state: "waiting" };
      await notification.updateMany({ where, data: { state: "dropped", dueAt: null } });
    }
    if (first !== undefined) return [first, ...others];
  }
}

/** What waits of the kind of the first that is due: it waited for these. */
async function readAlike(
  client: Database["client"],
  channelId: string,
  [first]: readonly NotificationRecord[],
  now: Date,
): Promise<NotificationRecord[]> {
  if (first === undefined || first.kind === "test" || first.kind === "digest") return [];
  const windowMs = windowMsOf(first.kind);
  if (windowMs === 0) return [];
  return readWaiting(client, channelId, { gt: now, lte: new Date(now.getTime() + windowMs) }, first.kind);
}

async function readWaiting(
  { notification }: Database["client"],
  channelId: string,
  dueAt: { readonly gt?: Date; readonly lte: Date },
  kind?: string,
): Promise<NotificationRecord[]> {
  const rows = await notification.findMany({
    where: { channelId, dueAt, state: "waiting", tries: 0, ...(kind === undefined ? {} : { kind }) },
    orderBy: [{ dueAt: "asc" }, { messageId: "asc" }],
    take: AT_ONCE,
  });
  return rows.map(toNotification);
}

/** A message that was tried, with what it told. */
export async function readGroup(
  { notification }: Database["client"],
  channelId: string,
  messageId: string,
): Promise<Group | null> {
  const carrier = await notification.findFirst({ where: { channelId, messageId } });
  if (carrier === null) return null;
  const others = await notification.findMany({
    where: { channelId, toldBy: messageId },
    orderBy: [{ at: "asc" }, { messageId: "asc" }],
  });
  return [toNotification(carrier), ...others.map(toNotification)];
}
