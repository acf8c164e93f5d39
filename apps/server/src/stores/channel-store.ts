import type { DatabaseTransaction } from "@excalibur/db";
import { CHANNEL_KINDS, CHOSEN_KINDS, NOTIFICATION_LEVELS } from "@excalibur/api/contract";
import type { ChannelReads, ChannelRecord, ChannelWrites } from "@excalibur/api/server";

export function createChannelReads(client: DatabaseTransaction): ChannelReads {
  const { notificationChannel, organization } = client;
  return {
    async list(organizationId) {
      const rows = await notificationChannel.findMany({
        where: { organizationId },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      });
      return rows.map(toChannel);
    },

    async find(organizationId, id) {
      const row = await notificationChannel.findFirst({ where: { id, organizationId } });
      return row && toChannel(row);
    },

    async timeZone(id) {
      const row = await organization.findUnique({ where: { id }, select: { timeZone: true } });
      return row?.timeZone ?? "UTC";
    },

    async findCalendar(tokenHash) {
      const row = await notificationChannel.findFirst({
        where: { tokenHash, organization: { deactivatedAt: null } },
        select: { organization: { select: { id: true, name: true, slug: true, timeZone: true } } },
      });
      if (row === null) return null;
      const { id: organizationId, name, slug, timeZone } = row.organization;
      return { organizationId, name, slug, timeZone };
    },
  };
}

export function createChannelWrites(client: DatabaseTransaction): ChannelWrites {
  const { notificationChannel, notification, organization } = client;
  return {
    ...createChannelReads(client),

    async countForUpdate(organizationId) {
      // Writes nothing new, but locks the organization: on PostgreSQL two at once would both count what is committed.
      await client.$executeRaw`UPDATE organization SET name = name WHERE id = ${organizationId}`;
      return notificationChannel.count({ where: { organizationId } });
    },

    async insert({ addresses, host, kinds, leastLevel, ...columns }) {
      const level = NOTIFICATION_LEVELS.indexOf(leastLevel);
      const written = { settings: writeSettings({ addresses, host }), kinds: writeKinds(kinds), leastLevel: level };
      await notificationChannel.create({ data: { ...columns, ...written } });
    },

    async update(organizationId, id, changes) {
      const found = await this.find(organizationId, id);
      if (found === null) return false;
      const { addresses = found.addresses, host = found.host, kinds, leastLevel, ...columns } = changes;
      const data = {
        ...columns,
        settings: writeSettings({ addresses, host }),
        ...(kinds === undefined ? {} : { kinds: writeKinds(kinds) }),
        ...(leastLevel === undefined ? {} : { leastLevel: NOTIFICATION_LEVELS.indexOf(leastLevel) }),
      };
      return (await notificationChannel.updateMany({ where: { id, organizationId }, data })).count === 1;
    },

    async delete(organizationId, id) {
      const { count } = await notificationChannel.deleteMany({ where: { id, organizationId } });
      if (count === 1) await notification.deleteMany({ where: { organizationId, channelId: id } });
      return count === 1;
    },

    async markFailing(organizationId, id, why, at) {
      const { count } = await notificationChannel.updateMany({
        where: { id, organizationId, failingSince: null },
        data: { failingSince: at, failingWhy: why },
      });
      return count === 1;
    },

    async markActive(organizationId, id) {
      const active = { failingSince: null, failingWhy: null, refusals: 0 };
      await notificationChannel.updateMany({ where: { id, organizationId }, data: active });
    },

    async setTimeZone(id, timeZone) {
      await organization.updateMany({ where: { id }, data: { timeZone } });
    },
  };
}

interface Row extends Omit<ChannelRecord, "kind" | "addresses" | "host" | "kinds" | "leastLevel"> {
  readonly kind: string;
  readonly settings: string;
  readonly kinds: string;
  readonly leastLevel: number;
}

/** @throws TypeError when a row is of a kind this version does not know: migrations see to it that there is none. */
export function toChannel(row: Row): ChannelRecord {
  const kind = CHANNEL_KINDS.find((known) => known === row.kind);
  if (kind === undefined) throw new TypeError(`channel ${row.id} is of an unknown kind`);
  const { addresses, host } = JSON.parse(row.settings) as Pick<ChannelRecord, "addresses" | "host">;
  return {
    id: row.id,
    organizationId: row.organizationId,
    name: row.name,
    kind,
    addresses,
    host,
    sealed: row.sealed,
    tokenHash: row.tokenHash,
    // A kind that this version does not know is told by none.
    kinds: CHOSEN_KINDS.filter((known) => row.kinds.includes(` ${known} `)),
    leastLevel: NOTIFICATION_LEVELS[row.leastLevel] ?? "info",
    offlineMinutes: row.offlineMinutes,
    digestMinute: row.digestMinute,
    digestDueAt: row.digestDueAt,
    createdAt: row.createdAt,
    createdById: row.createdById,
    createdByName: row.createdByName,
    failingSince: row.failingSince,
    failingWhy: row.failingWhy,
  };
}

function writeSettings({ addresses, host }: Pick<ChannelRecord, "addresses" | "host">): string {
  return JSON.stringify({ addresses, host });
}

/** With a space before each and after the last, so that one is found without parts of others. */
function writeKinds(kinds: ChannelRecord["kinds"]): string {
  return ` ${[...new Set(kinds)].join(" ")} `;
}
