import type { DatabaseClient } from "@excalibur/db";
import { keyRefusalReason, type OverviewStore } from "@excalibur/api/server";
import { withStatus } from "./api-key-store.ts";
import { countByPresence } from "./executor-store.ts";
import type { FleetScans } from "./fleet-scans.ts";

/** The orders name every column of the index that serves them: PostgreSQL does not see that a null one is constant. */
export function createOverviewStore(client: DatabaseClient, scans: FleetScans): OverviewStore {
  const { apiKey, executor, keyRefusal, minuteSample } = client;
  return {
    countExecutors: (organizationId, seenAfter) =>
      scans.counts(organizationId, seenAfter.getTime(), () => countByPresence(client, { organizationId }, seenAfter)),

    async expiring(organizationId, now, until, { items: take, countTo }) {
      const where = { organizationId, revokedAt: null, expiresAt: { gt: now, lte: until } };
      const [rows, total] = await Promise.all([
        apiKey.findMany({
          where,
          orderBy: [{ revokedAt: "asc" }, { expiresAt: "asc" }, { id: "asc" }],
          take,
          select: { id: true, name: true, expiresAt: true },
        }),
        apiKey.count({ where, take: countTo }),
      ]);
      return {
        items: rows.flatMap(({ expiresAt, ...key }) => (expiresAt === null ? [] : [{ ...key, expiresAt }])),
        total,
      };
    },

    silent: (organizationId, cutoff, { items: take, countTo }) =>
      scans.ask("silent", organizationId, cutoff.getTime(), async () => {
        const where = { organizationId, lastSeenAt: { lte: cutoff } };
        const [items, total] = await Promise.all([
          executor.findMany({
            where,
            orderBy: { lastSeenAt: "desc" },
            take,
            select: { id: true, name: true, lastSeenAt: true },
          }),
          executor.count({ where, take: countTo }),
        ]);
        return { items, total };
      }),

    async neverUsed(organizationId, now, { items: take, countTo }) {
      const never = { organizationId, firstUsedAt: null, lastUsedAt: null };
      const where = { AND: [never, withStatus("active", now)] };
      const [items, total] = await Promise.all([
        apiKey.findMany({
          where,
          orderBy: [{ firstUsedAt: "asc" }, { revokedAt: "asc" }, { id: "asc" }],
          take,
          select: { id: true, name: true, createdAt: true },
        }),
        apiKey.count({ where, take: countTo }),
      ]);
      return { items, total };
    },

    shared: (organizationId, now, { items, countTo }) =>
      scans.ask("shared", organizationId, now.getTime(), async () => {
        const groups = await executor.groupBy({
          by: ["boundKeyId"],
          where: { organizationId, boundKey: withStatus("active", now) },
          _count: { _all: true },
          having: { boundKeyId: { _count: { gt: 1 } } },
          orderBy: [{ _count: { boundKeyId: "desc" } }, { boundKeyId: "asc" }],
          take: countTo,
        });
        const first = groups.slice(0, items);
        const ids = first.map(({ boundKeyId }) => boundKeyId).filter((id) => id !== null);
        const keys = await apiKey.findMany({
          where: { organizationId, id: { in: ids } },
          select: { id: true, name: true },
        });
        const names = new Map(keys.map(({ id, name }) => [id, name]));
        return {
          items: first.flatMap(({ boundKeyId: id, _count: { _all: executors } }) => {
            const name = id === null ? undefined : names.get(id);
            return id === null || name === undefined ? [] : [{ id, name, executors }];
          }),
          total: groups.length,
        };
      }),

    async refused(organizationId, since, { items: take, countTo }) {
      const where = { organizationId, at: { gte: since } };
      const [rows, total] = await Promise.all([
        keyRefusal.findMany({
          where,
          orderBy: { at: "desc" },
          take,
          include: { key: { select: { id: true, name: true, revokedAt: true, expiresAt: true } } },
        }),
        keyRefusal.count({ where, take: countTo }),
      ]);
      const items = rows.flatMap(({ key, at, executorName, ...row }) => {
        const reason = keyRefusalReason(row.reason);
        return reason === null ? [] : [{ key, at, reason, executorName }];
      });
      return { items, total };
    },

    minutes: (organizationId, from) =>
      minuteSample.findMany({
        where: { organizationId, at: { gte: from } },
        orderBy: { at: "asc" },
        omit: { organizationId: true },
      }),
  };
}
