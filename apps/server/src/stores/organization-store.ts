import {
  findMemberships,
  isUniqueViolation,
  type DatabaseTransaction,
  type Dialect,
  type StoredMembership,
} from "@excalibur/db";
import {
  ConcurrentChangeError,
  effectsOfRecord,
  GENESIS_HASH,
  organizationDeactivated,
  organizationReactivated,
  parseRole,
  type Membership,
  type OrganizationReads,
  type OrganizationWrites,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { createMemberWrites } from "./member-store.ts";
import { createUserWrites } from "./user-store.ts";

const INSTALLATION_ID = 1;

export function createOrganizationReads(client: DatabaseTransaction, dialect: Dialect): OrganizationReads {
  return {
    find: (id) =>
      client.organization.findUnique({
        where: { id },
        select: { id: true, name: true, slug: true, deactivatedAt: true },
      }),

    isSlugTaken: async (slug) => (await client.organization.count({ where: { slug } })) > 0,

    memberships: async (userId) => toMemberships(await findMemberships(client, dialect, userId)),
  };
}

export function createOrganizationWrites(scope: ChangeScope): OrganizationWrites {
  const { client, dialect, effects } = scope;
  /** Access of members depends on whether the organization is active. */
  const isActiveChanged = (organizationId: string) =>
    effects.add({ kind: "recheckAccess", audience: { organizationId } });
  const invalidateKeys = (organizationId: string) => effects.add({ kind: "invalidate", organizationId, keyIds: "all" });
  return {
    ...createOrganizationReads(client, dialect),

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
      await createUserWrites(scope).insert({ id: userId, name, email, passwordHash, at });
      await insertOrganization(scope, { ...organization, ownerId: userId, at });
      return true;
    },

    insert: (organization) => insertOrganization(scope, organization),

    async countOwnedForUpdate(userId) {
      // Writes nothing new, but locks the user: on PostgreSQL two at once would both count what is committed.
      await client.$executeRaw`UPDATE "user" SET name = name WHERE id = ${userId}`;
      return client.member.count({ where: { userId, role: "owner" } });
    },

    async update({ id, slug }, after) {
      try {
        const { count } = await client.organization.updateMany({ where: { id, deactivatedAt: null }, data: after });
        if (count === 1 && after.slug !== slug) invalidateKeys(id);
        return count === 1;
      } catch (error) {
        throw isUniqueViolation(error, "slug") ? new ConcurrentChangeError() : error;
      }
    },

    async deactivate(organization, origin) {
      const { id } = organization;
      const { count } = await client.organization.updateMany({
        where: { id, deactivatedAt: null },
        data: { deactivatedAt: origin.at },
      });
      if (count === 1) effects.add(...effectsOfRecord(organizationDeactivated(origin, organization)));
      // Also when it was deactivated before, by a call that may still be waiting, or be gone.
      invalidateKeys(id);
      isActiveChanged(id);
      return count === 1;
    },

    async reactivate(organization, origin) {
      const { id } = organization;
      const { count } = await client.organization.updateMany({
        where: { id, deactivatedAt: { not: null } },
        data: { deactivatedAt: null },
      });
      if (count === 0) return false;
      effects.add(...effectsOfRecord(organizationReactivated(origin, organization)));
      invalidateKeys(id);
      isActiveChanged(id);
      return true;
    },

    async setActive(sessionId, organizationId) {
      await client.session.updateMany({ where: { id: sessionId }, data: { activeOrganizationId: organizationId } });
      effects.add({ kind: "recheckAccess", audience: { sessionId, namesOrganization: false } });
    },
  };
}

async function insertOrganization(
  scope: ChangeScope,
  { id, name, slug, ownerId, at }: Parameters<OrganizationWrites["insert"]>[0],
): Promise<void> {
  const { client } = scope;
  try {
    await client.organization.create({ data: { id, name, slug, createdAt: at } });
  } catch (error) {
    throw isUniqueViolation(error, "slug") ? new ConcurrentChangeError() : error;
  }
  await client.auditHead.create({ data: { organizationId: id, sequence: 0, hash: GENESIS_HASH } });
  await createMemberWrites(scope).insert({ organizationId: id, userId: ownerId, role: "owner", joinedAt: at });
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
