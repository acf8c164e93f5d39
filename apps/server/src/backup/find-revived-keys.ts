import type { Database } from "@excalibur/db";

const AT_ONCE = 500;

/** A key, by what names it in every database it is in. */
export interface RevivedKey {
  readonly organizationId: string;
  readonly id: string;
  readonly name: string;
}

/** Keys that a backup has as active, but that the current database has as revoked, or no more at all: deleted. */
export async function findRevivedKeys(current: Database, backup: Database): Promise<RevivedKey[]> {
  const revived: RevivedKey[] = [];
  for (const { id: organizationId } of await backup.client.organization.findMany({ select: { id: true } })) {
    for await (const keys of activeKeys(backup, organizationId)) {
      const ids = keys.map(({ id }) => id);
      const alive = await current.client.apiKey.findMany({
        where: { organizationId, id: { in: ids }, revokedAt: null },
        select: { id: true },
      });
      const isAlive = new Set(alive.map(({ id }) => id));
      revived.push(...keys.filter(({ id }) => !isAlive.has(id)));
    }
  }
  return revived;
}

/** Management keys that a backup has as active, but that the current database has as revoked. */
export async function findRevivedManagementKeys(current: Database, backup: Database): Promise<RevivedKey[]> {
  const select = { organizationId: true, id: true, name: true } as const;
  const active = await backup.client.managementKey.findMany({ where: { revokedAt: null }, select });
  const revoked = await current.client.managementKey.findMany({ where: { revokedAt: { not: null } }, select });
  const isRevoked = new Set(revoked.map(({ id }) => id));
  return active.filter(({ id }) => isRevoked.has(id));
}

async function* activeKeys(database: Database, organizationId: string): AsyncGenerator<RevivedKey[]> {
  for (let after = ""; ;) {
    const keys = await database.client.apiKey.findMany({
      where: { organizationId, revokedAt: null, id: { gt: after } },
      orderBy: { id: "asc" },
      take: AT_ONCE,
      select: { organizationId: true, id: true, name: true },
    });
    const last = keys.at(-1);
    if (last === undefined) return;
    yield keys;
    after = last.id;
  }
}
