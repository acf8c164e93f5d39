import {
  askToRenew,
  countByState,
  isUniqueViolation,
  readExecutorPage,
  type DatabaseTransaction,
  type Dialect,
} from "@excalibur/db";
import {
  ConcurrentChangeError,
  effectsOfExecutorDeletion,
  effectsOfExecutorUpdate,
  effectsOfRenewalRequest,
  effectsOnExecutor,
  executorSearches,
  foldName,
  naturalOrder,
  writePendingRenewal,
  stateEdges,
  readLabels,
  versionOrder,
  writeLabels,
  type ExecutorFilter,
  type ExecutorReads,
  type ExecutorRecord,
  type ExecutorWrites,
} from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";
import { readExecutorFacetInOrder } from "./read-facet-in-order.ts";
import { readBoundToAny } from "./read-bound-to-any.ts";
import type { StaleWhileRevalidate } from "./stale-while-revalidate.ts";
import { executorLabelRows, noteColumns } from "./write-annotations.ts";
import { readKeyset } from "./keyset.ts";

const withBoundKey = {
  boundKey: { select: { id: true, name: true, revokedAt: true, expiresAt: true, renewedAt: true } },
} as const;

export function createExecutorReads(
  client: DatabaseTransaction,
  dialect: Dialect,
  scans: StaleWhileRevalidate,
): ExecutorReads {
  const { executor } = client;
  return {
    async find(organizationId, id, now) {
      const row = await executor.findFirst({ where: { id, organizationId }, include: withBoundKey });
      return row && ((await withPendingKeys(client, organizationId, [row], now))[0] ?? null);
    },

    async locate(organizationIds, id) {
      const where = { id, organizationId: { in: [...organizationIds] } };
      return (await executor.findFirst({ where, select: { organizationId: true } }))?.organizationId ?? null;
    },

    async findByName(organizationId, name) {
      const row = await executor.findUnique({
        where: { organizationId_name: { organizationId, name } },
        include: withBoundKey,
      });
      return row && { ...row, labels: readLabels(row.labels), pendingKey: null };
    },

    async page({ after, sort, limit, ...filter }, now) {
      const position = readKeyset(after, { kind: sort.by === "lastSeenAt" ? "instant" : "text" });
      const request = { ...conditionsOf(filter, now), sort, edges: stateEdges(now), after: position, limit };
      const rows = await readExecutorPage(client, dialect, request);
      const executors = rows.map(({ executor: row }) => row);
      const records = await withPendingKeys(client, filter.organizationId, executors, now);
      return records.map((record, index) => ({
        executor: record,
        place: { value: cursorValue(rows[index]?.value ?? ""), id: record.id },
      }));
    },

    countByState(filter, now) {
      const { organizationId } = filter;
      const count = () => countByState(client, dialect, conditionsOf(filter, now), stateEdges(now));
      if (isOfAll(filter)) return scans.counts("states", organizationId, now.getTime(), count);
      const isOfOlder = filter.isOlderThanNewest && isOfAll({ ...filter, isOlderThanNewest: false });
      return isOfOlder ? scans.ask("states of older", organizationId, now.getTime(), count) : count();
    },

    countByFacet(filter, facet, now, limit) {
      const asked = { ...conditionsOf(filter, now), facet, edges: stateEdges(now) };
      const count = () => readExecutorFacetInOrder(client, dialect, { ...asked, limit });
      return isOfAll(filter) ? scans.ask(`facet ${facet}`, filter.organizationId, now.getTime(), count) : count();
    },

    boundToAny: (organizationId, keyIds, wanted) => readBoundToAny(client, organizationId, keyIds, wanted),

    async boundKeys(organizationId, names) {
      // One list: Prisma splits it where it is too long for a statement.
      const rows = await executor.findMany({
        where: { organizationId, name: { in: [...names] } },
        select: { name: true, boundKeyId: true },
      });
      return new Map(rows.map(({ name, boundKeyId }) => [name, boundKeyId]));
    },

    countBoundTo(organizationId, keyId, exceptExecutorId) {
      return executor.count({ where: { organizationId, boundKeyId: keyId, id: { not: exceptExecutorId } } });
    },
  };
}

const NOT_REFUSED = { refusedAt: null, refusedReason: null, refusedSince: null };
/** Once it has moved: what was asked was about the key that it has left. */
const NOT_ASKED = { renewAt: null, contestedAt: null };

export function createExecutorWrites({ client, dialect, scans, effects }: ChangeScope): ExecutorWrites {
  const { executor } = client;
  return {
    ...createExecutorReads(client, dialect, scans),

    async countBoundForUpdate(organizationId, boundKeyId) {
      // Two at once would both count what is committed. On SQLite there is one transaction at a time anyway.
      if (dialect === "postgresql") {
        await client.$queryRaw`
          SELECT id FROM api_key WHERE id = ${boundKeyId} AND organization_id = ${organizationId} FOR NO KEY UPDATE`;
      }
      return executor.count({ where: { organizationId, boundKeyId } });
    },

    async insert(row) {
      try {
        const orders = { nameOrder: naturalOrder(row.name), versionOrder: versionOrder(row.version) };
        await executor.create({ data: { ...row, nameFolded: foldName(row.name), ...orders } });
      } catch (error) {
        throw isUniqueViolation(error, ["organizationId", "name"]) ? new ConcurrentChangeError() : error;
      }
      effects.add(...effectsOnExecutor(row.organizationId, row.id, [row.boundKeyId]));
    },

    async recordSync(organizationId, id, fromKeyId, { seenAt, keyId, ...row }) {
      const { count } = await executor.updateMany({
        where: { id, organizationId, boundKeyId: fromKeyId },
        data: {
          ...row,
          versionOrder: versionOrder(row.version),
          lastSeenAt: seenAt,
          boundKeyId: keyId,
          disconnectedAt: null,
          ...NOT_REFUSED,
          ...(keyId === fromKeyId ? {} : NOT_ASKED),
        },
      });
      if (count === 0) throw new ConcurrentChangeError();
      effects.add(...effectsOnExecutor(organizationId, id, [fromKeyId, keyId]));
    },

    async update({ organizationId, id, name }, { note, labels }, origin) {
      const { count } = await executor.updateMany({
        where: { id, organizationId },
        data: {
          ...(note === undefined ? {} : noteColumns(note)),
          ...(labels === undefined ? {} : { labels: writeLabels(labels) }),
        },
      });
      if (count === 0) throw new ConcurrentChangeError();
      if (labels !== undefined) {
        await client.executorLabel.deleteMany({ where: { organizationId, executorId: id } });
        await client.executorLabel.createMany({ data: executorLabelRows(organizationId, id, labels) });
      }
      effects.add(
        ...effectsOfExecutorUpdate(
          origin,
          { id, name },
          {
            ...(note === undefined ? {} : { note }),
            ...(labels === undefined ? {} : { labels }),
          },
        ),
      );
    },

    async recordRefusal({ organizationId, id, boundKeyId, lastSeenAt, refusedAt }, { at, reason, since }) {
      const { count } = await executor.updateMany({
        where: { id, organizationId, boundKeyId, lastSeenAt, refusedAt },
        data: { refusedAt: at, refusedReason: reason, refusedSince: since },
      });
      if (count === 0) throw new ConcurrentChangeError();
      effects.add(...effectsOnExecutor(organizationId, id, []));
    },

    async askToRenew(organizationId, executors, when) {
      const asked = await askToRenew(client, dialect, { organizationId, executors, ...when });
      if (asked.length === 0) return 0;
      const keyIds = await boundKeyIds(client, organizationId, executors);
      effects.add(...effectsOfRenewalRequest(organizationId, asked, keyIds));
      return asked.length;
    },

    async noteContest(organizationId, id, at) {
      await executor.updateMany({ where: { id, organizationId }, data: { contestedAt: at } });
      effects.add(...effectsOnExecutor(organizationId, id, []));
    },

    async markDisconnected(organizationId, id, lastSeenAt, at) {
      const { count } = await executor.updateMany({
        where: { id, organizationId, lastSeenAt, disconnectedAt: null },
        data: { disconnectedAt: at },
      });
      if (count === 1) effects.add(...effectsOnExecutor(organizationId, id, []));
      return count === 1;
    },

    async delete(row, origin) {
      const { organizationId, id, boundKeyId } = row;
      // Guarded by the key: an executor that moves at this moment must not keep the other one.
      const { count } = await executor.deleteMany({ where: { id, organizationId, boundKeyId } });
      if (count === 0) throw new ConcurrentChangeError();
      effects.add(...effectsOfExecutorDeletion(origin, row));
    },
  };
}

function conditionsOf({ search, state, ...filter }: ExecutorFilter, now: Date) {
  const inState = state === null ? null : { state, edges: stateEdges(now) };
  return { ...filter, search: search === null ? null : executorSearches(search), inState };
}

/** Whether a filter narrows nothing. */
function isOfAll(filter: ExecutorFilter): boolean {
  const { search, boundKeyId, kind, version, isOlderThanNewest, labels, state, seenAfter, notSeenAfter } = filter;
  const asked = [search, boundKeyId, kind, version, state, seenAfter, notSeenAfter];
  return asked.every((value) => value === null) && !isOlderThanNewest && labels.length === 0;
}

function cursorValue(value: string | Date): string | number {
  return value instanceof Date ? value.getTime() : value;
}

async function boundKeyIds(
  client: DatabaseTransaction,
  organizationId: string,
  executors: { readonly id: string } | { readonly boundKeyIds: readonly string[] },
): Promise<readonly string[]> {
  if ("boundKeyIds" in executors) return executors.boundKeyIds;
  const row = await client.executor.findFirst({
    where: { organizationId, id: executors.id },
    select: { boundKeyId: true },
  });
  return row?.boundKeyId == null ? [] : [row.boundKeyId];
}

type Row = Omit<ExecutorRecord, "pendingKey" | "labels"> & { readonly labels: string };

/** Adds to each executor the newest active key that was made for it after it had moved to its present one. */
async function withPendingKeys(
  client: DatabaseTransaction,
  organizationId: string,
  rows: readonly Row[],
  now: Date,
): Promise<ExecutorRecord[]> {
  const renewals = rows.map(renewalOf);
  const candidates = await client.apiKey.findMany({
    where: {
      organizationId,
      revokedAt: null,
      AND: [
        { OR: [{ targetExecutorId: { in: rows.map(({ id }) => id) } }, { pendingFor: { in: renewals } }] },
        { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
      ],
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, name: true, targetExecutorId: true, createdAt: true, pendingFor: true, expiresAt: true },
  });
  return rows.map((row) => {
    const renewal = renewalOf(row);
    const pending = candidates.find((key) =>
      key.pendingFor === null
        ? key.targetExecutorId === row.id && key.id !== row.boundKeyId && key.createdAt > row.boundAt
        : key.pendingFor === renewal,
    );
    const labels = readLabels(row.labels);
    if (pending === undefined) return { ...row, labels, pendingKey: null };
    const unusedUntil = pending.pendingFor === null ? null : pending.expiresAt;
    return { ...row, labels, pendingKey: { id: pending.id, name: pending.name, unusedUntil } };
  });
}

function renewalOf({ boundKeyId, name }: Row): string {
  return writePendingRenewal({ keyId: boundKeyId ?? "", executorName: name });
}
