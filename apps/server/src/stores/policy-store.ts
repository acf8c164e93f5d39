import {
  countMovedEnds,
  moveEndsOfKeys,
  readExemptKeys,
  readShortenedKeys,
  readUnusedKeys,
  type DatabaseTransaction,
  type Dialect,
} from "@excalibur/db";
import {
  effectsOfPolicyUpdate,
  endOf,
  longestLifeEndsAt,
  NO_POLICY,
  policyForKey,
  policyUpdated,
  type KeyPolicy,
  type NewApiKey,
  type PolicyReads,
  type PolicyWrites,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { updateKeysInParts } from "./update-keys-in-parts.ts";

const FIELDS = {
  longestLifeDays: true,
  defaultLifeDays: true,
  renewAtPercent: true,
  unusedDays: true,
  exemptLabel: true,
} as const;

export function createPolicyReads(client: DatabaseTransaction, dialect: Dialect): PolicyReads {
  /** A policy as it would replace the one in force. */
  const asReplacement = async (organizationId: string, policy: KeyPolicy) => ({
    ...policy,
    forgetsWarnings: policy.unusedDays !== (await findPolicy(client, organizationId)).unusedDays,
  });
  return {
    find: (organizationId) => findPolicy(client, organizationId),

    async effectOf(organizationId, asked, now, shown) {
      const ends = { organizationId, policy: await asReplacement(organizationId, asked), now };
      const { shortened, ended, lengthened } = await countMovedEnds(client, dialect, ends);
      const keys = await readShortenedKeys(client, dialect, { ...ends, until: null, limit: shown });
      return { shortened: { total: shortened, ended, keys }, lengthened };
    },

    async idsEndedBy(organizationId, asked, now, limit) {
      const policy = await asReplacement(organizationId, asked);
      const keys = await readShortenedKeys(client, dialect, { organizationId, policy, now, until: now, limit });
      return keys.map(({ id }) => id);
    },

    exempt: (organizationId, policy, now, limit) =>
      readExemptKeys(client, dialect, { organizationId, policy, now, limit }),

    async unused(organizationId, { policy, ...query }) {
      const replacement = await asReplacement(organizationId, policy);
      return readUnusedKeys(client, dialect, { organizationId, ...query, policy: replacement });
    },
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
      const { longestLifeDays, defaultLifeDays, renewAtPercent, unusedDays, exemptLabel } = policy;
      const { count } = await client.organization.updateMany({
        where: { id, deactivatedAt: null },
        data: { longestLifeDays, defaultLifeDays, renewAtPercent, unusedDays, exemptLabel },
      });
      if (count !== 1) throw new TypeError("The organization that is locked is gone or deactivated");
      if (unusedDays !== before.unusedDays) await forgetWarnings(client, id, origin.at);
      else if (exemptLabel !== null)
        await forgetWarnings(client, id, origin.at, { labelRows: { some: { label: exemptLabel } } });
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

/** When a new key ends: as it was issued, by the policy, or (a successor) because it is unused. */
export async function endOfNewKey(
  client: DatabaseTransaction,
  dialect: Dialect,
  key: Pick<NewApiKey, "organizationId" | "createdAt" | "expiresAt" | "labels"> & { readonly unusedUntil: Date | null },
) {
  const policy = policyForKey(key.labels, await findPolicyForShare(client, dialect, key.organizationId));
  const bounds = [longestLifeEndsAt(key.createdAt, policy), key.unusedUntil];
  return endOf({ issuedExpiresAt: key.expiresAt, bounds });
}

async function findPolicy(client: DatabaseTransaction, id: string): Promise<KeyPolicy> {
  return (await client.organization.findUnique({ where: { id }, select: FIELDS })) ?? NO_POLICY;
}

/**
 * Removes warnings that keys which have not ended are unused: of all keys when a policy has other days, since it judges and warns
 * them by itself, or of keys that become exempt. A warning that stayed would end a key at once when it is exempt no more.
 */
export async function forgetWarnings(
  client: DatabaseTransaction,
  organizationId: string,
  now: Date,
  keys: { readonly id?: { in: string[] }; readonly labelRows?: { some: { label: string } } } = {},
): Promise<void> {
  const warned = { organizationId, unusedEndsAt: { gt: now }, revokedAt: null, ...keys };
  await updateKeysInParts(client, warned, { unusedEndsAt: null });
}
