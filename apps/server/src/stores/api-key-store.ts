import {
  countByValue,
  countEach,
  countKeys,
  findKey,
  isUniqueViolation,
  findKeys,
  findPendingSuccessors,
  readKeyIds,
  readKeyPage,
  readKeyUsage,
  noUsage,
  type DatabaseTransaction,
  type Dialect,
} from "@excalibur/db";
import {
  ConcurrentChangeError,
  effectsOfInsertion,
  effectsOfKeyDeletion,
  effectsOfKeyUpdate,
  effectsOfPause,
  effectsOfRevocation,
  effectsOfSuccessor,
  foldName,
  naturalOrder,
  refuse,
  writeLabels,
  type ApiKeyReads,
  type ApiKeyRecord,
  type ApiKeyWrites,
  type KeyFilter,
  type NamedKey,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { readKeyFollowers, readMoved } from "./key-followers.ts";
import { readKeyNetworks } from "./key-networks.ts";
import { byStatus, readKeyCount } from "./key-count.ts";
import { createKeyEndWrites } from "./key-ends.ts";
import { endOfNewKey } from "./policy-store.ts";
import { updateKeysInParts } from "./update-keys-in-parts.ts";
import { asConcurrentChange, keyLabelRows, noteColumns, writeKeyAnnotations } from "./write-annotations.ts";
import { toRecord } from "./key-record.ts";
import { readFacetInOrder } from "./read-facet-in-order.ts";
import { keyConditionsOf, readCreators } from "./key-conditions-of.ts";
import { KEY_KEYSETS, readKeyset } from "./keyset.ts";
import { moveEndsOfRelabelled } from "./relabelled-keys.ts";
import { createSuccessorWrites, lockedKey, pendingColumns } from "./successor-store.ts";

const SHOWN_EXECUTORS = 2;

export function createApiKeyReads(client: DatabaseTransaction, dialect: Dialect): ApiKeyReads {
  const { apiKey } = client;
  const conditionsOf = async (filter: KeyFilter) =>
    keyConditionsOf(filter, await readCreators(client, dialect, filter));
  return {
    find: (organizationId, id) => find(client, dialect, { organizationId, id, lock: "none" }),
    followers: (organizationId, ids) => readKeyFollowers(client, dialect, organizationId, ids),
    movedFollowers: (organizationId, ids) => readMoved(client, dialect, organizationId, ids),

    async findByExternalId(organizationId, externalId) {
      const where = { organizationId_externalId: { organizationId, externalId } };
      const named = await client.keyExternalId.findUnique({ where, select: { keyId: true } });
      return named && find(client, dialect, { organizationId, id: named.keyId, lock: "none" });
    },

    externalIds: (organizationId, { after, limit }) =>
      client.keyExternalId.findMany({
        where: { organizationId, ...(after !== null && { externalId: { gt: after } }) },
        select: { externalId: true, keyId: true },
        orderBy: { externalId: "asc" },
        take: limit,
      }),

    async locate(organizationIds, id) {
      const where = { id, organizationId: { in: [...organizationIds] } };
      return (await apiKey.findFirst({ where, select: { organizationId: true } }))?.organizationId ?? null;
    },

    async page({ after, ...query }, now) {
      const position = readKeyset(after, KEY_KEYSETS[query.sort.by]);
      const rows = await readKeyPage(client, dialect, {
        ...query,
        ...(await conditionsOf(query)),
        now,
        after: position,
      });
      const usage = await usageOf(client, dialect, query.organizationId, rows);
      return rows.map((row) => toRecord(row, usage.get(row.id) ?? noUsage()));
    },

    async names(organizationId, ids) {
      const rows = await apiKey.findMany({
        where: { organizationId, id: { in: [...ids] } },
        select: { id: true, name: true, revokedAt: true, expiresAt: true },
      });
      const names = new Map<string, NamedKey>(rows.map(({ id, name, ...row }) => [id, { name, row }]));
      const gone = ids.filter((id) => !names.has(id));
      if (gone.length === 0) return names;
      const issued = await client.auditRow.findMany({
        where: { organizationId, targetKind: "api_key", targetId: { in: gone }, action: "api_key.created" },
        select: { targetId: true, targetName: true },
      });
      for (const { targetId, targetName } of issued) names.set(targetId, { name: targetName, row: null });
      return names;
    },

    async many(organizationId, ids) {
      const keys = await findKeys(client, dialect, { organizationId, ids, lock: "none" });
      const usage = await usageOf(client, dialect, organizationId, keys);
      return keys.map((key) => toRecord(key, usage.get(key.id) ?? noUsage()));
    },

    locateByHash: (organizationIds, secretHashes) =>
      apiKey.findMany({
        where: { secretHash: { in: [...secretHashes] }, organizationId: { in: [...organizationIds] } },
        select: { organizationId: true, id: true, secretHash: true },
      }),

    networks: (organizationId, keyIds) => readKeyNetworks(client, organizationId, keyIds),

    ids: async ({ status, ...filter }, now, limit) =>
      readKeyIds(client, dialect, { ...(await conditionsOf(filter)), status, now, limit }),

    countEach(organizationId, each, now, limit) {
      const sets = each.map((facets) => ({ facets }));
      return countEach(client, dialect, { organizationId, each: sets, now, limit });
    },

    countByValue: async ({ status, ...filter }, values, now, limit) =>
      countByValue(client, dialect, { ...(await conditionsOf(filter)), status, values, now, limit }),

    facetValues: (organizationId, facet, limit) => readFacetInOrder(client, dialect, { organizationId, facet, limit }),

    async countByStatus(filter, now) {
      const isAll = filter.search === null && filter.executorId === null && Object.keys(filter.facets).length === 0;
      return isAll
        ? readKeyCount(client, filter.organizationId, now)
        : byStatus(await countKeys(client, dialect, await conditionsOf(filter), now));
    },
  };
}

export function createApiKeyWrites(scope: ChangeScope): ApiKeyWrites {
  const { client, dialect, heads, effects } = scope;
  // A change of many keys may name a key and its unused successor.
  const revokeOnce = (...[origin, key, ...how]: Parameters<typeof effectsOfRevocation>) => {
    if (!effects.has("revokeKey", ({ keyId }) => keyId === key.id)) {
      effects.add(...effectsOfRevocation(origin, key, ...how));
    }
  };
  const revokePending: ApiKeyWrites["revokePending"] = (key, origin, cause) => {
    for (const successor of key.pendingSuccessors) {
      revokeOnce(origin, successor, cause, { predecessorKeyId: key.id });
    }
  };
  return {
    ...createApiKeyReads(client, dialect),
    ...createSuccessorWrites(scope),
    ...createKeyEndWrites(scope),

    async findForUpdate(organizationId, id) {
      const key = await find(client, dialect, { organizationId, id, lock: "update" });
      if (key === null) return null;
      const successors = await findPendingSuccessors(client, dialect, { organizationId, keyIds: [id] });
      await heads.findForUpdate(organizationId);
      return lockedKey(key, successors);
    },

    async isNameTaken(organizationId, targetExecutorName) {
      const where = { organizationId, targetExecutorName, revokedAt: null };
      return (await client.apiKey.findFirst({ where, select: { id: true } })) !== null;
    },

    findForShare: (organizationId, id) => find(client, dialect, { organizationId, id, lock: "share" }),
    async findManyForUpdate(organizationId, ids) {
      const keys = await findKeys(client, dialect, { organizationId, ids, lock: "update" });
      const successors = await findPendingSuccessors(client, dialect, { organizationId, keyIds: ids });
      const usage = await readKeyUsage(client, dialect, { organizationId, keyIds: ids, shown: SHOWN_EXECUTORS });
      await heads.findForUpdate(organizationId);
      return keys.map((key) => lockedKey(toRecord(key, usage.get(key.id) ?? noUsage()), successors));
    },

    async findSuccessor(organizationId, replacesKeyId, secretHash) {
      const where = { organizationId, replacesKeyId, secretHash };
      const found = await client.apiKey.findFirst({ where, select: { id: true } });
      return found && find(client, dialect, { organizationId, id: found.id, lock: "none" });
    },

    async insert({ owner, labels, pending, ...key }) {
      const end = await endOfNewKey(client, dialect, { ...key, labels, unusedUntil: pending?.until ?? null });
      const data = {
        ...key,
        ...end,
        issuedExpiresAt: key.expiresAt,
        ...noteColumns(key.note),
        nameFolded: foldName(key.name),
        nameOrder: naturalOrder(key.name),
        ownerId: owner?.id ?? null,
        labels: writeLabels(labels),
        ...pendingColumns(pending),
      };
      try {
        await asConcurrentChange(() => client.apiKey.create({ data }));
      } catch (error) {
        throw isUniqueViolation(error, ["secretHash"]) ? refuse("key_exists") : error;
      }
      const rows = keyLabelRows(key.organizationId, key.id, labels);
      if (rows.length > 0) await client.keyLabel.createMany({ data: rows });
      effects.add(...effectsOfInsertion(key), ...(pending === undefined ? [] : effectsOfSuccessor(key, pending)));
      return end;
    },

    async giveExternalId(organizationId, keyId, externalId) {
      try {
        await client.keyExternalId.create({ data: { organizationId, keyId, externalId } });
      } catch (error) {
        throw isUniqueViolation(error) ? new ConcurrentChangeError() : error;
      }
    },

    async passExternalIdOn(organizationId, fromKeyId, toKeyId) {
      await client.keyExternalId.updateMany({ where: { organizationId, keyId: fromKeyId }, data: { keyId: toKeyId } });
    },

    async pause({ organizationId, id, name }, pause, origin) {
      const { count } = await client.apiKey.updateMany({
        where: { id, organizationId, revokedAt: null },
        data: { pausedUntil: pause?.until ?? null },
      });
      if (count !== 1) throw new TypeError("Only a key that is not revoked can be paused");
      effects.add(...effectsOfPause(origin, { id, name }, pause));
    },

    async update(changes, origin) {
      await writeKeyAnnotations(client, origin.organizationId, changes);
      await moveEndsOfRelabelled(scope, changes, origin);
      for (const { key, changed } of changes) effects.add(...effectsOfKeyUpdate(origin, key, changed));
    },

    async passOwnershipOn(organizationId, fromMemberId, to) {
      const owned = { organizationId, ownerId: fromMemberId };
      const count = await asConcurrentChange(() => updateKeysInParts(client, owned, { ownerId: to?.id ?? null }));
      if (count > 0) effects.add({ kind: "publish", organizationId, change: { kind: "keys", ids: null } });
      return count;
    },

    revokePending,

    revoke(key, origin, cause, details) {
      revokeOnce(origin, key, cause, details);
      revokePending(key, origin, cause);
    },

    async delete({ organizationId, id, name }, origin) {
      const { count } = await client.apiKey.deleteMany({ where: { id, organizationId, revokedAt: { not: null } } });
      if (count !== 1) throw new TypeError("Only a revoked key can be deleted");
      effects.add(...effectsOfKeyDeletion(origin, { id, name }));
    },
  };
}

function usageOf(
  client: DatabaseTransaction,
  dialect: Dialect,
  organizationId: string,
  keys: readonly { id: string }[],
) {
  const keyIds = keys.map(({ id }) => id);
  return readKeyUsage(client, dialect, { organizationId, keyIds, shown: SHOWN_EXECUTORS });
}

async function find(
  client: DatabaseTransaction,
  dialect: Dialect,
  key: { organizationId: string; id: string; lock: "none" | "share" | "update" },
): Promise<ApiKeyRecord | null> {
  const found = await findKey(client, dialect, { ...key, shown: SHOWN_EXECUTORS });
  return found && toRecord(found.key, found.usage);
}
