import type { DatabaseTransaction } from "@excalibur/db";
import { inNaturalOrder, type LockOutReads, type LockOutRecord, type LockOutWrites } from "@excalibur/api/server";
import type { ChangeScope } from "../changes/change-scope.ts";

/** How long after its last try an executor counts as locked out. */
export const LOCKED_OUT_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Names of an organization that are no executors of it. Any caller can make names up. */
const MAX_UNKNOWN_NAMES = 500;
/** Rows of an organization. A key has at most 10,000 executors. */
const MAX_ROWS = 10_000;

export function createLockOutReads(client: DatabaseTransaction): LockOutReads {
  return {
    async list(organizationId, now, limit) {
      const lastAt = { gt: new Date(now.getTime() - LOCKED_OUT_DAYS * DAY_MS) };
      const rows = await client.lockedOutExecutor.findMany({
        where: { organizationId, lastAt },
        orderBy: { executorName: "asc" },
        take: MAX_ROWS,
      });
      const names = rows.map(({ executorName }) => executorName);
      const executors = await findExecutors(client, organizationId, names);
      const items = rows.flatMap(({ organizationId: _organizationId, ...row }): LockOutRecord[] => {
        const executor = executors.get(row.executorName);
        const isBack = executor !== undefined && executor.lastSeenAt > row.lastAt;
        return isBack ? [] : [{ ...row, executorId: executor?.id ?? null }];
      });
      return { total: items.length, items: inNaturalOrder(items, ({ executorName }) => executorName).slice(0, limit) };
    },
  };
}

export function createLockOutWrites({ client }: ChangeScope): LockOutWrites {
  const { lockedOutExecutor, executor } = client;
  return {
    ...createLockOutReads(client),

    async note({ organizationId, executorName, executorKind, keyId, host, address, at }) {
      const organization = await client.organization.findFirst({ where: { id: organizationId, deactivatedAt: null } });
      if (organization === null) return "ignored";
      if ((await client.apiKey.count({ where: { id: keyId, organizationId } })) > 0) return "ignored";
      const deleted = { organizationId, targetKind: "api_key", targetId: keyId, action: "api_key.deleted" };
      if ((await client.auditRow.findFirst({ where: deleted })) !== null) return "ignored";

      const known = await executor.findFirst({ where: { organizationId, name: executorName } });
      const executorId = known?.id ?? null;
      const row = await lockedOutExecutor.findUnique({
        where: { organizationId_executorName: { organizationId, executorName } },
      });
      const claim = { executorKind, keyId, host, address };
      const isFirst = row === null || (known !== null && known.lastSeenAt > row.lastAt);
      if (row === null) {
        const rows = await lockedOutExecutor.count({ where: { organizationId } });
        if (rows >= (known === null ? MAX_UNKNOWN_NAMES : MAX_ROWS)) return "ignored";
        await lockedOutExecutor.create({ data: { ...claim, organizationId, executorName, firstAt: at, lastAt: at } });
      } else {
        const data = { ...claim, lastAt: at, ...(isFirst ? { firstAt: at } : {}) };
        await lockedOutExecutor.updateMany({ where: { organizationId, executorName }, data });
      }
      return { isFirst, executorId };
    },
  };
}

/** Executors by their names. */
async function findExecutors(client: DatabaseTransaction, organizationId: string, names: readonly string[]) {
  if (names.length === 0) return new Map<string, never>();
  const found = await client.executor.findMany({
    where: { organizationId, name: { in: [...names] } },
    select: { id: true, name: true, lastSeenAt: true },
  });
  return new Map(found.map(({ name, ...executor }) => [name, executor]));
}
