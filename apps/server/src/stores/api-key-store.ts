import {
  changeKeyCount,
  countKeys,
  closeWithRevocation,
  findKey,
  readKeyPage,
  readKeyUsage,
  revokeKey,
  noUsage,
  type DatabaseTransaction,
  type Dialect,
  type KeyUsage,
  type StoredKey,
} from "@excalibur/db";
import {
  foldName,
  keyRefusalReason,
  keySearch,
  type ApiKeyRecord,
  type ApiKeyStore,
  type KeyFilter,
  type NamedKey,
} from "@excalibur/api/server";
import { byStatus, readKeyCount } from "./key-count.ts";
import { placeOf } from "./keyset.ts";

const SHOWN_EXECUTORS = 2;

export function createApiKeyStore(client: DatabaseTransaction, dialect: Dialect): ApiKeyStore {
  const { apiKey } = client;
  const usageOf = (organizationId: string, rows: readonly { id: string }[]) =>
    readKeyUsage(client, dialect, { organizationId, keyIds: rows.map(({ id }) => id), shown: SHOWN_EXECUTORS });
  const find = async (key: { organizationId: string; id: string; isHeld: boolean }): Promise<ApiKeyRecord | null> => {
    const found = await findKey(client, dialect, { ...key, shown: SHOWN_EXECUTORS });
    return found && toRecord(found.key, found.usage);
  };
  return {
    async insert(key) {
      await apiKey.create({ data: { ...key, nameFolded: foldName(key.name) } });
      changeKeyCount(dialect, { organizationId: key.organizationId, keys: 1, revoked: 0 });
    },

    find: (organizationId, id) => find({ organizationId, id, isHeld: false }),

    async locate(organizationIds, id) {
      const where = { id, organizationId: { in: [...organizationIds] } };
      return (await apiKey.findFirst({ where, select: { organizationId: true } }))?.organizationId ?? null;
    },

    hold: (organizationId, id) => find({ organizationId, id, isHeld: true }),

    async page({ after, ...query }, now) {
      const { by } = query.sort;
      const isNullable = by === "lastUsedAt" || by === "expiresAt";
      const place = placeOf(after, by === "name" ? "text" : "instant", { isNullable });
      const rows = await readKeyPage(client, dialect, { ...query, ...conditionsOf(query), now, after: place });
      const usage = await usageOf(query.organizationId, rows);
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

    async countByStatus(filter, now) {
      const isAll = filter.search === null && filter.executorId === null && Object.keys(filter.facets).length === 0;
      return isAll
        ? readKeyCount(client, filter.organizationId, now)
        : byStatus(await countKeys(client, dialect, conditionsOf(filter), now));
    },

    revokeHeld: (organizationId, id, at) =>
      closeWithRevocation(dialect, { organizationId, id, at, replacedByKeyId: null }),

    revoke: (organizationId, id, at, replacedByKeyId) =>
      revokeKey(client, dialect, { organizationId, id, at, replacedByKeyId: replacedByKeyId ?? null }),

    async deleteRevoked(organizationId, id) {
      const { count } = await apiKey.deleteMany({ where: { id, organizationId, revokedAt: { not: null } } });
      if (count === 1) changeKeyCount(dialect, { organizationId, keys: -1, revoked: -1 });
      return count === 1;
    },
  };
}

function conditionsOf({ organizationId, search, executorId, facets }: KeyFilter) {
  return { organizationId, search: search === null ? null : keySearch(search), executorId, facets };
}

function toRecord({ lastRefusal, ...key }: StoredKey, usedBy: KeyUsage): ApiKeyRecord {
  const reason = lastRefusal && keyRefusalReason(lastRefusal.reason);
  return {
    ...key,
    usedBy,
    lastRefusal: lastRefusal && reason && { ...lastRefusal, reason },
  };
}
