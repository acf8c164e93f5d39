import { isUniqueViolation, type DatabaseTransaction } from "@excalibur/db";
import { ConcurrentChangeError, type SessionRecord, type UserReads, type UserWrites } from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { newId } from "../identifiers.ts";

const shown = { select: { id: true, name: true, email: true } } as const;
const shownSession = {
  select: { id: true, createdAt: true, expiresAt: true, userAgent: true, ipAddress: true },
} as const;

/** better-auth's tables, in the shape in which it reads and writes them itself. */
export function createUserReads(client: DatabaseTransaction): UserReads {
  const { user, account, session, passwordReset, twoFactor } = client;
  return {
    findByEmail: (email) => user.findUnique({ where: { email }, ...shown }),

    async passwordHash(id) {
      const row = await account.findFirst({ where: { userId: id, providerId: "credential" } });
      return row?.password ?? null;
    },

    async sessions(id, now) {
      const where = { userId: id, expiresAt: { gt: now } };
      const rows = await session.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], ...shownSession });
      return rows.map(toSession);
    },

    findPasswordReset: (tokenHash, now) =>
      passwordReset.findFirst({
        where: { tokenHash, expiresAt: { gt: now } },
        select: { organizationId: true, expiresAt: true, user: shown },
      }),

    async hasTwoFactor(id) {
      return (await user.count({ where: { id, twoFactorEnabled: true } })) > 0;
    },

    async unconfirmedTwoFactor(id) {
      const row = await twoFactor.findFirst({ where: { userId: id, verified: false } });
      return row?.secret ?? null;
    },
  };
}

export function createUserWrites({ client, effects }: Pick<ChangeScope, "client" | "effects">): UserWrites {
  const { user, account, session, verification, passwordReset, twoFactor } = client;
  return {
    ...createUserReads(client),

    async insert({ id, name, email, passwordHash, at }) {
      const stamps = { createdAt: at, updatedAt: at };
      try {
        await user.create({ data: { id, name, email, emailVerified: true, ...stamps } });
      } catch (error) {
        throw isUniqueViolation(error, "email") ? new ConcurrentChangeError() : error;
      }
      const credential = { userId: id, accountId: id, providerId: "credential", password: passwordHash };
      await account.create({ data: { id: newId("acc"), ...credential, ...stamps } });
    },

    async rename(id, name, at) {
      await user.updateMany({ where: { id }, data: { name, updatedAt: at } });
    },

    async setPassword(id, from, hash, at) {
      const { count } = await account.updateMany({
        where: { userId: id, providerId: "credential", ...(from === null ? {} : { password: from }) },
        data: { password: hash, updatedAt: at },
      });
      return count === 1;
    },

    async noteSourceAddress(sessionId, sourceAddress) {
      await session.updateMany({ where: { id: sessionId }, data: { ipAddress: sourceAddress } });
    },

    async endSession(id, sessionId) {
      const row = await session.findFirst({ where: { id: sessionId, userId: id }, ...shownSession });
      const { count } = await session.deleteMany({ where: { id: sessionId, userId: id } });
      if (row === null || count === 0) return null;
      effects.add({ kind: "recheckAccess", audience: { sessionId } });
      return toSession(row);
    },

    async endSessions(id, exceptSessionId) {
      await verification.deleteMany({ where: { value: id } });
      const { count } = await session.deleteMany({
        where: { userId: id, ...(exceptSessionId === null ? {} : { id: { not: exceptSessionId } }) },
      });
      effects.add({ kind: "recheckAccess", audience: { userId: id } });
      return count;
    },

    async insertPasswordReset({ userId, organizationId, tokenHash, expiresAt, at }) {
      await passwordReset.deleteMany({ where: { userId, organizationId } });
      await passwordReset.create({
        data: { id: newId("rst"), userId, organizationId, tokenHash, expiresAt, createdAt: at },
      });
    },

    async usePasswordReset(tokenHash, now) {
      const { count } = await passwordReset.deleteMany({ where: { tokenHash, expiresAt: { gt: now } } });
      return count === 1;
    },

    async cancelPasswordResets(id) {
      await passwordReset.deleteMany({ where: { userId: id } });
    },

    async confirmTwoFactor(id, secret) {
      const { count } = await twoFactor.updateMany({
        where: { userId: id, secret, verified: false },
        data: { verified: true },
      });
      if (count === 1) await user.updateMany({ where: { id }, data: { twoFactorEnabled: true } });
      return count === 1;
    },

    async removeTwoFactor(id) {
      const { count } = await user.updateMany({
        where: { id, twoFactorEnabled: true },
        data: { twoFactorEnabled: false },
      });
      await twoFactor.deleteMany({ where: { userId: id } });
      return count === 1;
    },
  };
}

function toSession({
  ipAddress,
  ...row
}: Omit<SessionRecord, "sourceAddress"> & { ipAddress: string | null }): SessionRecord {
  return { ...row, sourceAddress: ipAddress };
}
