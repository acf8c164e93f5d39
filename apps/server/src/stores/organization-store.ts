import {
  findMemberships,
  isUniqueViolation,
  type DatabaseTransaction,
  type Dialect,
  type StoredMembership,
} from "@excalibur/db";
import { GENESIS_HASH, LostRaceError, parseRole, type Membership, type OrganizationStore } from "@excalibur/api/server";
import { createMemberStore } from "./member-store.ts";
import { createUserStore } from "./user-store.ts";

const INSTALLATION_ID = 1;

export function createOrganizationStore(client: DatabaseTransaction, dialect: Dialect): OrganizationStore {
  return {
    async insertFirstOwner(owner) {
      try {
        await client.installation.create({
          data: { id: INSTALLATION_ID, firstOwnerId: owner.userId, createdAt: owner.at },
        });
      } catch (error) {
        if (isUniqueViolation(error)) return false;
        throw error;
      }
      const { userId, name, email, passwordHash, organization, at } = owner;
      await createUserStore(client).insert({ id: userId, name, email, passwordHash, at });
      await insertOrganization(client, { ...organization, ownerId: userId, at });
      return true;
    },

    insert: (organization) => insertOrganization(client, organization),

    async countOwned(userId) {
      // Writes nothing new, but locks the user: on PostgreSQL two at once would both count what is committed.
      await client.$executeRaw`UPDATE "user" SET name = name WHERE id = ${userId}`;
      return client.member.count({ where: { userId, role: "owner" } });
    },

    find: (id) =>
      client.organization.findUnique({
        where: { id },
        select: { id: true, name: true, slug: true, deactivatedAt: true },
      }),

    isSlugTaken: async (slug) => (await client.organization.count({ where: { slug } })) > 0,

    async update(id, changes) {
      try {
        const { count } = await client.organization.updateMany({ where: { id, deactivatedAt: null }, data: changes });
        return count === 1;
      } catch (error) {
        throw isUniqueViolation(error, "slug") ? new LostRaceError() : error;
      }
    },

    async deactivate(id, at) {
      const { count } = await client.organization.updateMany({
        where: { id, deactivatedAt: null },
        data: { deactivatedAt: at },
      });
      return count === 1;
    },

    async reactivate(id) {
      const { count } = await client.organization.updateMany({
        where: { id, deactivatedAt: { not: null } },
        data: { deactivatedAt: null },
      });
      return count === 1;
    },

    memberships: async (userId) => toMemberships(await findMemberships(client, dialect, userId)),

    async setActive(sessionId, organizationId) {
      await client.session.updateMany({ where: { id: sessionId }, data: { activeOrganizationId: organizationId } });
    },
  };
}

async function insertOrganization(
  client: DatabaseTransaction,
  { id, name, slug, ownerId, at }: Parameters<OrganizationStore["insert"]>[0],
): Promise<void> {
  try {
    await client.organization.create({ data: { id, name, slug, createdAt: at } });
  } catch (error) {
    throw isUniqueViolation(error, "slug") ? new LostRaceError() : error;
  }
  await client.auditHead.create({ data: { organizationId: id, sequence: 0, hash: GENESIS_HASH } });
  await createMemberStore(client).insert({ organizationId: id, userId: ownerId, role: "owner", joinedAt: at });
}

/** A role this version does not know gives no access at all. */
export function toMemberships(rows: readonly StoredMembership[]): Membership[] {
  return rows.map(toMembership).filter((membership) => membership !== null);
}

function toMembership({ role: written, organization }: StoredMembership): Membership | null {
  const role = parseRole(written);
  const { id, name, slug, deactivatedAt } = organization;
  return role && { role, organization: { id, name, slug, deactivatedAt } };
}
