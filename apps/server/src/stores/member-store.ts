import { isUniqueViolation, type DatabaseTransaction } from "@excalibur/db";
import {
  ConcurrentChangeError,
  parseRole,
  type MemberReads,
  type MemberRecord,
  type MemberWrites,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { newId } from "../identifiers.ts";

const withUser = { user: { select: { id: true, name: true, email: true } } } as const;

export function createMemberReads(client: DatabaseTransaction): MemberReads {
  const { member } = client;
  return {
    async list(organizationId) {
      const rows = await member.findMany({
        where: { organizationId },
        include: withUser,
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      });
      const records = rows.map(toRecord).filter((record) => record !== null);
      return [...records.filter(isOwner), ...records.filter((record) => !isOwner(record))];
    },

    async find(organizationId, id) {
      return toRecord(await member.findFirst({ where: { id, organizationId }, include: withUser }));
    },

    async findByUser(organizationId, userId) {
      return toRecord(await member.findFirst({ where: { userId, organizationId }, include: withUser }));
    },

    async noticesReadUntil(organizationId, userId) {
      const where = { organizationId_userId: { organizationId, userId } };
      const { noticesReadAt, createdAt } = await member.findUniqueOrThrow({ where });
      return noticesReadAt ?? createdAt;
    },

    async findByEmail(organizationId, email) {
      return toRecord(await member.findFirst({ where: { user: { email }, organizationId }, include: withUser }));
    },
  };
}

export function createMemberWrites({ client, effects }: Pick<ChangeScope, "client" | "effects">): MemberWrites {
  const { member } = client;
  return {
    ...createMemberReads(client),

    async insert({ organizationId, userId, role, joinedAt }) {
      try {
        await member.create({ data: { id: newId("mem"), organizationId, userId, role, createdAt: joinedAt } });
      } catch (error) {
        throw isUniqueViolation(error, ["organizationId", "userId"]) ? new ConcurrentChangeError() : error;
      }
    },

    async changeRole(organizationId, { id, role, user }, to) {
      const { count } = await member.updateMany({ where: { id, organizationId, role }, data: { role: to } });
      if (count === 1) effects.add({ kind: "recheckAccess", audience: { userId: user.id, organizationId } });
      return count === 1;
    },

    async markNoticesRead(organizationId, userId, at) {
      const isEarlier = { OR: [{ noticesReadAt: null }, { noticesReadAt: { lt: at } }] };
      await member.updateMany({ where: { organizationId, userId, ...isEarlier }, data: { noticesReadAt: at } });
    },

    async delete(organizationId, { id, role, user }) {
      const { count } = await member.deleteMany({ where: { id, organizationId, role } });
      if (count === 1) effects.add({ kind: "recheckAccess", audience: { userId: user.id, organizationId } });
      return count === 1;
    },
  };
}

function isOwner({ role }: MemberRecord): boolean {
  return role === "owner";
}

interface Row {
  readonly id: string;
  readonly user: MemberRecord["user"];
  readonly role: string;
  readonly createdAt: Date;
}

/** A role this version does not know gives no access at all, so its holder is no member either. */
function toRecord(row: Row | null): MemberRecord | null {
  const role = row && parseRole(row.role);
  return row && role && { id: row.id, user: row.user, role, joinedAt: row.createdAt };
}
