import { Prisma } from "../generated/sqlite/client.ts";
import type { DatabaseTransaction } from "./database.ts";

/** The executors that are bound to a key: how many, and the last seen of them. */
export interface KeyUsage {
  readonly total: number;
  readonly executors: { id: string; name: string; lastSeenAt: Date }[];
}

/** SQLite has numbers, small or big ones, for counts and instants. */
interface Row {
  readonly key_id: string;
  readonly id: string;
  readonly name: string;
  readonly last_seen_at: Date | number | bigint;
  readonly total: number | bigint;
}

/**
 * Who uses each of a few keys, in one statement: Prisma would count the executors of every key there is, and fetch all
 * of a key's to show some.
 * @param shown executors told of each key at most.
 * @returns usage by the key's id; nothing of keys that nobody uses.
 */
export async function readKeyUsage(
  client: DatabaseTransaction,
  { organizationId, keyIds, shown }: { organizationId: string; keyIds: readonly string[]; shown: number },
): Promise<Map<string, KeyUsage>> {
  if (keyIds.length === 0) return new Map();
  const rows = await client.$queryRaw<Row[]>`
    SELECT key_id, id, name, last_seen_at, total FROM (
      SELECT bound_key_id AS key_id, id, name, last_seen_at,
        count(*) OVER (PARTITION BY bound_key_id) AS total,
        row_number() OVER (PARTITION BY bound_key_id ORDER BY last_seen_at DESC, id) AS place
      FROM executor WHERE organization_id = ${organizationId} AND bound_key_id IN (${Prisma.join([...keyIds])})
    ) AS ranked
    WHERE place <= ${shown} ORDER BY key_id, place`;
  const usage = new Map<string, KeyUsage>();
  for (const { key_id: keyId, id, name, last_seen_at: lastSeenAt, total } of rows) {
    const known = usage.get(keyId) ?? { total: Number(total), executors: [] };
    known.executors.push({
      id,
      name,
      lastSeenAt: lastSeenAt instanceof Date ? lastSeenAt : new Date(Number(lastSeenAt)),
    });
    usage.set(keyId, known);
  }
  return usage;
}
