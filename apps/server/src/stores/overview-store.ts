import { countExpiries, readTroubledExecutors, type DatabaseClient, type Dialect } from "@excalibur/db";
import { keyRefusalReason, stateEdges, type OverviewStore } from "@excalibur/api/server";
import type { StaleWhileRevalidate } from "./stale-while-revalidate.ts";

/**
 * The orders name every column of the index that serves them: PostgreSQL does not see that a null one is constant. What is
 * counted to a bound is counted past Prisma, which would sort all there is before it counts.
 */
export function createOverviewStore(
  client: DatabaseClient,
  dialect: Dialect,
  scans: StaleWhileRevalidate,
): OverviewStore {
  const { apiKey, executor, keyRefusal, minuteSample } = client;
  return {
    async expiring(organizationId, { after, until }, take) {
      const rows = await apiKey.findMany({
        where: { organizationId, revokedAt: null, expiresAt: { gt: after, lte: until } },
        orderBy: [{ revokedAt: "asc" }, { expiresAt: "asc" }, { id: "asc" }],
        take,
        select: { id: true, name: true, expiresAt: true },
      });
      return rows.flatMap(({ expiresAt, ...key }) => (expiresAt === null ? [] : [{ ...key, expiresAt }]));
    },

    countExpiries: (organizationId, stretches, countTo) =>
      countExpiries(client, dialect, { organizationId, stretches, countTo }),

    async duplicated(organizationId, since, { items: take, countTo }) {
      const [items, counted] = await Promise.all([
        executor.findMany({
          where: { organizationId, duplicatedAt: { gt: since } },
          orderBy: { duplicatedAt: "desc" },
          take,
          select: { id: true, name: true, instances: true },
        }),
        client.$queryRaw<Counted>`
          SELECT count(*) AS total FROM (
            SELECT 1 AS one FROM executor
            WHERE organization_id = ${organizationId} AND duplicated_at > ${since} LIMIT ${countTo}
          ) AS found`,
      ]);
      return { items, total: totalOf(counted) };
    },

    offline: (organizationId, now, limit) =>
      scans.ask("offline", organizationId, now.getTime(), async () => {
        const query = { organizationId, state: "offline", limit, ...stateEdges(now) } as const;
        const rows = await readTroubledExecutors(client, dialect, query);
        return rows.map(({ id, name, lastSeenAt }) => ({ id, name, lastSeenAt }));
      }),

    refusedExecutors: (organizationId, now, limit) =>
      scans.ask("refused", organizationId, now.getTime(), async () => {
        const query = { organizationId, state: "refused", limit, ...stateEdges(now) } as const;
        const rows = await readTroubledExecutors(client, dialect, query);
        return rows.flatMap(({ id, name, refusedAt, refusedReason, refusedSince }) => {
          const reason = keyRefusalReason(refusedReason ?? "");
          return reason === null || refusedAt === null
            ? []
            : [{ id, name, reason, since: refusedSince ?? refusedAt, lastAt: refusedAt }];
        });
      }),

    async neverUsed(organizationId, now, { items: take, countTo }) {
      const isActive = { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
      const [items, counted] = await Promise.all([
        apiKey.findMany({
          where: { organizationId, firstUsedAt: null, ...isActive },
          orderBy: [{ firstUsedAt: "asc" }, { id: "asc" }],
          take,
          select: { id: true, name: true, createdAt: true },
        }),
        client.$queryRaw<Counted>`
          SELECT count(*) AS total FROM (
            SELECT 1 AS one FROM api_key
            WHERE organization_id = ${organizationId} AND first_used_at IS NULL AND revoked_at IS NULL
              AND (expires_at IS NULL OR expires_at > ${now}) LIMIT ${countTo}
          ) AS found`,
      ]);
      return { items, total: totalOf(counted) };
    },

    shared: (organizationId, now, limit) =>
      scans.ask("shared", organizationId, now.getTime(), async () => {
        const keys = await client.$queryRaw<SharedKey[]>`
          SELECT k.id, k.name, s.executors, count(*) OVER () AS total FROM (
            SELECT bound_key_id, count(*) AS executors FROM executor
            WHERE organization_id = ${organizationId} AND bound_key_id IS NOT NULL
            GROUP BY bound_key_id HAVING count(*) > 1
          ) AS s JOIN api_key k ON k.id = s.bound_key_id
          WHERE k.organization_id = ${organizationId} AND k.revoked_at IS NULL
            AND (k.expires_at IS NULL OR k.expires_at > ${now})
          ORDER BY s.executors DESC, k.id LIMIT ${limit}`;
        const items = keys.map(({ id, name, executors }) => ({ id, name, executors: Number(executors) }));
        return { items, total: Number(keys[0]?.total ?? 0) };
      }),

    countShared: (organizationId, now, limit) =>
      scans.ask("all shared", organizationId, now.getTime(), async () =>
        totalOf(
          await client.$queryRaw<Counted>`
            SELECT count(*) AS total FROM (
              SELECT bound_key_id FROM executor
              WHERE organization_id = ${organizationId} AND bound_key_id IS NOT NULL
              GROUP BY bound_key_id HAVING count(*) > 1 LIMIT ${limit}
            ) AS found`,
        ),
      ),

    async refused(organizationId, since, { items: take, countTo }) {
      const [rows, counted] = await Promise.all([
        keyRefusal.findMany({
          where: { organizationId, at: { gte: since } },
          orderBy: { at: "desc" },
          take,
          include: { key: { select: { id: true, name: true, revokedAt: true, expiresAt: true } } },
        }),
        client.$queryRaw<Counted>`
          SELECT count(*) AS total FROM (
            SELECT 1 AS one FROM key_refusal WHERE organization_id = ${organizationId} AND at >= ${since} LIMIT ${countTo}
          ) AS found`,
      ]);
      const items = rows.flatMap(({ key, at, executorName, ...row }) => {
        const reason = keyRefusalReason(row.reason);
        return reason === null ? [] : [{ key, at, reason, executorName }];
      });
      return { items, total: totalOf(counted) };
    },

    minutes: (organizationId, from) =>
      minuteSample.findMany({
        where: { organizationId, at: { gte: from } },
        orderBy: { at: "asc" },
        omit: { organizationId: true },
      }),
  };
}

type SharedKey = { id: string; name: string } & Record<"executors" | "total", number | bigint>;

type Counted = { total: number | bigint }[];

function totalOf([row]: Counted): number {
  return Number(row?.total ?? 0);
}
