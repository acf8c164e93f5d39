import { isUniqueViolation, type DatabaseTransaction } from "@excalibur/db";
import { LostRaceError, type UserStore } from "@excalibur/api/server";
import { newId } from "../identifiers.ts";

const shown = { select: { id: true, name: true, email: true } } as const;

export function createUserStore(client: DatabaseTransaction): UserStore {
  return {
    findByEmail: (email) => client.user.findUnique({ where: { email }, ...shown }),

    /** The rows as better-auth keeps them, so that sign-in finds the user. */
    async insert({ id, name, email, passwordHash, at }) {
      const stamps = { createdAt: at, updatedAt: at };
      try {
        await client.user.create({ data: { id, name, email, emailVerified: true, ...stamps } });
      } catch (error) {
        throw isUniqueViolation(error, "email") ? new LostRaceError() : error;
      }
      await client.account.create({
        data: {
          id: newId("acc"),
          userId: id,
          accountId: id,
          providerId: "credential",
          password: passwordHash,
          ...stamps,
        },
      });
    },
  };
}
