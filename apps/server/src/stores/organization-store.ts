import { isUniqueViolation, type DatabaseTransaction } from "@excalibur/db";
import {
  GENESIS_HASH,
  parseRole,
  type FirstOwner,
  type Membership,
  type OrganizationStore,
} from "@excalibur/api/server";
import { newId } from "../identifiers.ts";

const INSTALLATION_ID = 1;

export function createOrganizationStore(client: DatabaseTransaction): OrganizationStore {
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
      await insertOwnerRows(client, owner);
      return true;
    },

    async membership(userId, organizationId) {
      const row = await client.member.findUnique({
        where: { organizationId_userId: { organizationId, userId } },
        include: { organization: true },
      });
      return row && toMembership(row);
    },

    async memberships(userId) {
      const rows = await client.member.findMany({
        where: { userId },
        include: { organization: true },
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      });
      return rows.map(toMembership).filter((membership) => membership !== null);
    },

    async setActive(sessionId, organizationId) {
      await client.session.updateMany({ where: { id: sessionId }, data: { activeOrganizationId: organizationId } });
    },
  };
}

/** The rows as better-auth keeps them, so that sign-in finds the user. */
async function insertOwnerRows(client: DatabaseTransaction, owner: FirstOwner): Promise<void> {
  const { userId, name, email, passwordHash, organization, at } = owner;
  const stamps = { createdAt: at, updatedAt: at };
  await client.user.create({ data: { id: userId, name, email, emailVerified: true, ...stamps } });
  await client.account.create({
    data: { id: newId("acc"), userId, accountId: userId, providerId: "credential", password: passwordHash, ...stamps },
  });
  await client.organization.create({ data: { ...organization, createdAt: at } });
  await client.auditHead.create({ data: { organizationId: organization.id, sequence: 0, hash: GENESIS_HASH } });
  await client.member.create({
    data: { id: newId("mem"), organizationId: organization.id, userId, role: "owner", createdAt: at },
  });
}

interface MemberRow {
  readonly role: string;
  readonly organization: { id: string; name: string; slug: string; deactivatedAt: Date | null };
}

/** A role this version does not know gives no access at all. */
function toMembership(row: MemberRow): Membership | null {
  const role = parseRole(row.role);
  const { id, name, slug, deactivatedAt } = row.organization;
  return role && { role, organization: { id, name, slug, deactivatedAt } };
}
