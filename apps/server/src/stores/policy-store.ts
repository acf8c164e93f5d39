import {
  countMovedEnds,
  moveEndsOfKeys,
  readShortenedKeys,
  readUnusedKeys,
  type DatabaseTransaction,
  type Dialect,
} from "@excalibur/db";
import {
  effectsOfPolicyUpdate,
  NO_POLICY,
  policyUpdated,
  type KeyPolicy,
  type PolicyReads,
  type PolicyWrites,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";

const FIELDS = { longestLifeDays: true, defaultLifeDays: true, renewAtPercent: true, unusedDays: true } as const;

export function createPolicyReads(client: DatabaseTransaction, dialect: Dialect): PolicyReads {
  return {
    find: (organizationId) => findPolicy(client, organizationId),

    async effectOf(organizationId, policy, now, shown) {
      const ends = { organizationId, policy, now };
      const { shortened, ended, lengthened } = await countMovedEnds(client, dialect, ends);
      const keys = await readShortenedKeys(client, dialect, { ...ends, until: null, limit: shown });
      return { shortened: { total: shortened, ended, keys }, lengthened };
    },

    async idsEndedBy(organizationId, policy, now, limit) {
      const keys = await readShortenedKeys(client, dialect, { organizationId, policy, now, until: now, limit });
      return keys.map(({ id }) => id);
    },

    unused: (organizationId, query) => readUnusedKeys(client, dialect, { organizationId, ...query }),
  };
}

export function createPolicyWrites({ client, dialect, effects }: ChangeScope): PolicyWrites {
  return {
    ...createPolicyReads(client, dialect),

    async findForUpdate(organizationId) {
      // Writes nothing new, but locks the organization's row: a change that issues a key holds a share lock on it.
      await client.$executeRaw`UPDATE organization SET name = name WHERE id = ${organizationId}`;
      return findPolicy(client, organizationId);
    },

    async update(organization, policy, origin) {
      const { id } = organization;
      const before = await findPolicy(client, id);
      const { longestLifeDays, defaultLifeDays, renewAtPercent, unusedDays } = policy;
      const { count } = await client.organization.updateMany({
        where: { id, deactivatedAt: null },
        data: { longestLifeDays, defaultLifeDays, renewAtPercent, unusedDays },
      });
      if (count !== 1) throw new TypeError("The organization that is locked is gone or deactivated");
      if (unusedDays !== before.unusedDays) await forgetWarnings(client, id, origin.at);
      await moveEndsOfKeys(client, dialect, { organizationId: id, policy, now: origin.at });
      effects.add(...effectsOfPolicyUpdate(policyUpdated(origin, organization, before, policy)));
    },
  };
}

/** The policy of an organization, which no other change replaces until this transaction ends. */
export async function findPolicyForShare(
  client: DatabaseTransaction,
  dialect: Dialect,
  organizationId: string,
): Promise<KeyPolicy> {
  if (dialect === "postgresql") {
    await client.$queryRaw`SELECT id FROM organization WHERE id = ${organizationId} FOR SHARE`;
  }
  return findPolicy(client, organizationId);
}

async function findPolicy(client: DatabaseTransaction, id: string): Promise<KeyPolicy> {
  return (await client.organization.findUnique({ where: { id }, select: FIELDS })) ?? NO_POLICY;
}

/** Removes the warnings of the previous policy. The new policy judges these keys, and warns about them again. */
async function forgetWarnings(client: DatabaseTransaction, organizationId: string, now: Date): Promise<void> {
  await client.apiKey.updateMany({
    where: { organizationId, unusedEndsAt: { gt: now }, revokedAt: null },
    data: { unusedEndsAt: null },
  });
}
