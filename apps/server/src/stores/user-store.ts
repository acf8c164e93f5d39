import { isUniqueViolation, type DatabaseTransaction } from "@excalibur/db";
import { LostRaceError, type SessionRecord, type UserStore } from "@excalibur/api/server";
import { newId } from "../identifiers.ts";

const shown = { select: { id: true, name: true, email: true } } as const;
const shownSession = {
  select: { id: true, createdAt: true, expiresAt: true, userAgent: true, ipAddress: true },
} as const;

/** better-auth's tables, in the shape in which it reads and writes them itself. */
export function createUserStore(client: DatabaseTransaction): UserStore {
  const { user, account, session, verification, passwordReset, twoFactor } = client;
  return {
    findByEmail: (email) => user.findUnique({ where: { email }, ...shown }),

    async insert({ id, name, email, passwordHash, at }) {
      const stamps = { createdAt: at, updatedAt: at };
      try {
        await user.create({ data: { id, name, email, emailVerified: true, ...stamps } });
      } catch (error) {
        throw isUniqueViolation(error, "email") ? new LostRaceError() : error;
      }
      const credential = { userId: id, accountId: id, providerId: "credential", password: passwordHash };
      await account.create({ data: { id: newId("acc"), ...credential, ...stamps } });
    },

    async rename(id, name, at) {
      await user.updateMany({ where: { id }, data: { name, updatedAt: at } });
    },

    async passwordHash(id) {
      const row = await account.findFirst({ where: { userId: id, providerId: "credential" } });
      return row?.password ?? null;
    },

    async setPassword(id, from, hash, at) {
      const { count } = await account.updateMany({
        where: { userId: id, providerId: "credential", ...(from === null ? {} : { password: from }) },
        data: { password: hash, updatedAt: at },
      });
      return count === 1;
    },

    async sessions(id, now) {
      const where = { userId: id, expiresAt: { gt: now } };
      const rows = await session.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], ...shownSession });
      return rows.map(toSession);
    },

    async noteSourceAddress(sessionId, sourceAddress) {
      await session.updateMany({ where: { id: sessionId }, data: { ipAddress: sourceAddress } });
    },

    async endSession(id, sessionId) {
      const row = await session.findFirst({ where: { id: sessionId, userId: id }, ...shownSession });
      const { count } = await session.deleteMany({ where: { id: sessionId, userId: id } });
      return row !== null && count === 1 ? toSession(row) : null;
    },

    async endSessions(id, exceptSessionId) {
      await verification.deleteMany({ where: { value: id } });
      const { count } = await session.deleteMany({
        where: { userId: id, ...(exceptSessionId === null ? {} : { id: { not: exceptSessionId } }) },
      });
      return count;
    },

    async insertPasswordReset({ userId, organizationId, tokenHash, expiresAt, at }) {
      await passwordReset.deleteMany({ where: { userId, organizationId } });
      await passwordReset.create({
        data: { id: newId("rst"), userId, organizationId, tokenHash, expiresAt, createdAt: at },
      });
    },

    findPasswordReset: (tokenHash, now) =>
      passwordReset.findFirst({
        where: { tokenHash, expiresAt: { gt: now } },
        select: { organizationId: true, expiresAt: true, user: shown },
      }),

    async usePasswordReset(tokenHash, now) {
      const { count } = await passwordReset.deleteMany({ where: { tokenHash, expiresAt: { gt: now } } });
      return count === 1;
    },

    async cancelPasswordResets(id) {
      await passwordReset.deleteMany({ where: { userId: id } });
    },

    async hasTwoFactor(id) {
      return (await user.count({ where: { id, twoFactorEnabled: true } })) > 0;
    },

    async unconfirmedTwoFactor(id) {
      const row = await twoFactor.findFirst({ where: { userId: id, verified: false } });
      return row?.secret ?? null;
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
