import { readKeyUsage, type DatabaseTransaction, type KeyUsage } from "@excalibur/db";
import {
  foldName,
  keyRefusalReason,
  type ApiKeyRecord,
  type ApiKeyStore,
  type KeyFilter,
  type KeyPageQuery,
  type NamedKey,
} from "@excalibur/api/server";
import { changeKeyCount, countFoundKeys, readKeyCount } from "./key-count.ts";
import { afterCursor } from "./keyset.ts";

const SHOWN_EXECUTORS = 2;

const selection = {
  omit: { secretHash: true, nameFolded: true, firstUsedAt: true } as const,
  include: {
    lastRefusal: { select: { at: true, reason: true, executorName: true } as const },
  },
};

export function createApiKeyStore(client: DatabaseTransaction): ApiKeyStore {
  const { apiKey } = client;
  const usageOf = (organizationId: string, rows: readonly { id: string }[]) =>
    readKeyUsage(client, { organizationId, keyIds: rows.map(({ id }) => id), shown: SHOWN_EXECUTORS });
  return {
    async insert(key) {
      await apiKey.create({ data: { ...key, nameFolded: foldName(key.name) } });
      await changeKeyCount(client, key.organizationId, { keys: 1, revoked: 0 });
    },

    async find(organizationId, id) {
      const row = await apiKey.findFirst({ where: { id, organizationId }, ...selection });
      return row && toRecord(row, await usageOf(organizationId, [row]));
    },

    async page(query, now) {
      const { by, direction } = query.sort;
      const field = by === "name" ? "nameFolded" : by;
      const kind = by === "name" ? "text" : "instant";
      const nullable = by === "lastUsedAt" || by === "expiresAt";
      const rows = await apiKey.findMany({
        where: {
          AND: [
            filtered(query),
            withStatus(query.status, now),
            afterCursor(field, direction, query.after, kind, nullable),
          ],
        },
        orderBy: [{ [field]: nullable ? { sort: direction, nulls: "last" } : direction }, { id: direction }],
        skip: query.skip,
        take: query.limit,
        ...selection,
      });
      const usage = await usageOf(query.organizationId, rows);
      return rows.map((row) => toRecord(row, usage));
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
      const isAll = filter.search === null && filter.executorId === null;
      return isAll ? readKeyCount(client, filter.organizationId, now) : countFoundKeys(client, filter, now);
    },

    async revoke(organizationId, id, at, replacedByKeyId) {
      const { count } = await apiKey.updateMany({
        where: { id, organizationId, revokedAt: null },
        data: { revokedAt: at, ...(replacedByKeyId === undefined ? {} : { replacedByKeyId }) },
      });
      if (count === 1) await changeKeyCount(client, organizationId, { keys: 0, revoked: 1 });
      return count === 1;
    },

    async deleteRevoked(organizationId, id) {
      const { count } = await apiKey.deleteMany({ where: { id, organizationId, revokedAt: { not: null } } });
      if (count === 1) await changeKeyCount(client, organizationId, { keys: -1, revoked: -1 });
      return count === 1;
    },
  };
}

function filtered({ organizationId, search, executorId }: KeyFilter) {
  return {
    organizationId,
    ...(search === null
      ? {}
      : {
          OR: [
            { nameFolded: { contains: foldName(search) } },
            { id: { contains: search.toLowerCase() } },
            { hint: { startsWith: search } },
          ],
        }),
    ...(executorId === null ? {} : { executors: { some: { id: executorId } } }),
  };
}

/** The part of a `where` that keys of a status meet at `now`. */
export function withStatus(status: KeyPageQuery["status"], now: Date) {
  switch (status) {
    case null:
      return {};
    case "revoked":
      return { revokedAt: { not: null } };
    case "expired":
      return { revokedAt: null, expiresAt: { lte: now } };
    case "active":
      return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
  }
}

interface Row extends Omit<ApiKeyRecord, "usedBy" | "lastRefusal"> {
  readonly lastRefusal: { at: Date; reason: string; executorName: string } | null;
}

function toRecord({ lastRefusal, ...key }: Row, usage: ReadonlyMap<string, KeyUsage>): ApiKeyRecord {
  const reason = lastRefusal && keyRefusalReason(lastRefusal.reason);
  return {
    ...key,
    usedBy: usage.get(key.id) ?? { total: 0, executors: [] },
    lastRefusal: lastRefusal && reason && { ...lastRefusal, reason },
  };
}
