import type { DatabaseTransaction } from "@excalibur/db";
import { CHOSEN_KINDS, NOTIFICATION_LEVELS, NOTIFICATION_STATES } from "@excalibur/api/contract";
import type { NotificationReads, NotificationRecord, NotificationWrites } from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { earlierThan } from "./keyset.ts";

/** Names of executors in a reminder; the rest is counted. */
const MAX_NAMES = 20;

export function createNotificationReads({ notification }: DatabaseTransaction): NotificationReads {
  return {
    async page({ organizationId, channelId, after, limit }) {
      const rows = await notification.findMany({
        where: { AND: [{ organizationId, channelId }, earlierThan(after, "at", "messageId")] },
        orderBy: [{ at: "desc" }, { messageId: "desc" }],
        take: limit,
      });
      return rows.map(toNotification);
    },

    async find(organizationId, channelId, messageId) {
      const row = await notification.findFirst({ where: { organizationId, channelId, messageId } });
      return row && toNotification(row);
    },

    async delivered({ organizationId, channelIds, since, limit }) {
      const rows = await notification.findMany({
        where: {
          organizationId,
          channelId: { in: [...channelIds] },
          at: { gte: since },
          state: "delivered",
          kind: { not: "test" },
        },
        orderBy: [{ at: "desc" }, { messageId: "desc" }],
        take: limit,
      });
      return rows.map(toNotification);
    },
  };
}

export function createNotificationWrites({ client, effects }: ChangeScope): NotificationWrites {
  const { notification, organization, keyReminder, executor } = client;
  return {
    ...createNotificationReads(client),

    tell(draft) {
      effects.add({ kind: "tell", draft });
    },

    async insertTest({ organizationId, channelId, messageId, by, at, dueAt }) {
      const about = { level: 0, at, subjectId: channelId, subjectName: by, details: "{}" };
      await notification.create({
        data: { ...about, messageId, channelId, organizationId, kind: "test", state: "waiting", dueAt },
      });
    },

    async sendAgain(organizationId, channelId, messageId, { dueAt, mayWait }) {
      const where = { organizationId, channelId, messageId, ...(mayWait ? {} : { state: { not: "waiting" } }) };
      const afresh = { state: "waiting", dueAt, tries: 0, firstTriedAt: null, reached: null };
      return (await notification.updateMany({ where, data: afresh })).count === 1;
    },

    async endingKey(organizationId, keyId) {
      const where = { organizationId, boundKeyId: keyId };
      const marks = await keyReminder.findMany({ where: { keyId }, select: { threshold: true } });
      const named = await executor.findMany({
        where,
        orderBy: [{ nameOrder: "asc" }, { id: "asc" }],
        take: MAX_NAMES,
        select: { name: true },
      });
      const total = await executor.count({ where });
      const blocked = await executor.count({ where: { ...where, cannotRenew: { not: null } } });
      const executors = { total, names: named.map(({ name }) => name), isRenewalBlocked: blocked > 0 };
      return { told: marks.map(({ threshold }) => threshold), executors };
    },

    async markTold(keyId, thresholds, at) {
      await keyReminder.createMany({ data: thresholds.map((threshold) => ({ keyId, threshold, at })) });
    },

    async claimLogCheck(id, { before, at }) {
      const isDue = { OR: [{ logCheckedAt: null }, { logCheckedAt: { lte: before } }] };
      return (await organization.updateMany({ where: { id, ...isDue }, data: { logCheckedAt: at } })).count === 1;
    },

    async markBroken(id, sequence) {
      const isNews = { OR: [{ toldBrokenSequence: null }, { toldBrokenSequence: { not: sequence } }] };
      const data = { toldBrokenSequence: sequence };
      return (await organization.updateMany({ where: { id, deactivatedAt: null, ...isNews }, data })).count === 1;
    },
  };
}

interface Row extends Omit<NotificationRecord, "kind" | "level" | "state" | "details"> {
  readonly kind: string;
  readonly level: number;
  readonly state: string;
  readonly details: string;
}

const KINDS = [...CHOSEN_KINDS, "digest", "test"] as const;

/** @throws TypeError when a row is of a kind or state this version does not know: migrations see to it that there is none. */
export function toNotification(row: Row): NotificationRecord {
  const kind = KINDS.find((known) => known === row.kind);
  const state = NOTIFICATION_STATES.find((known) => known === row.state);
  if (kind === undefined || state === undefined) throw new TypeError(`message ${row.messageId} is of an unknown kind`);
  const { messageId, channelId, at, subjectId, subjectName, dueAt, tries, triedAt, answer, toldBy } = row;
  const details = JSON.parse(row.details) as NotificationRecord["details"];
  const level = NOTIFICATION_LEVELS[row.level] ?? "info";
  const log = { dueAt, tries, triedAt, answer, toldBy };
  return { messageId, channelId, kind, level, at, subjectId, subjectName, details, state, ...log };
}
