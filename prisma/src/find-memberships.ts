import type { Database, DatabaseTransaction, RawRead, RawValue } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { epochMs, instant } from "./raw-values.ts";

/** One organization that a user belongs to. */
export interface StoredMembership {
  readonly role: string;
  readonly organization: {
    readonly id: string;
    readonly name: string;
    readonly slug: string;
    readonly deactivatedAt: Date | null;
  };
}

const COLUMNS = "m.role, o.id, o.name, o.slug";
const FROM = "FROM member m JOIN organization o ON o.id = m.organization_id";
const ORDER = "ORDER BY m.created_at, m.id";

const FIND_MEMBERSHIPS = {
  name: "excalibur_find_memberships",
  sql: {
    sqlite: `SELECT ${COLUMNS}, o.deactivated_at ${FROM} WHERE m.user_id = ? ${ORDER}`,
    postgresql: `SELECT ${COLUMNS}, ${epochMs("o.deactivated_at")} ${FROM} WHERE m.user_id = $1 ${ORDER}`,
  },
} as const satisfies RawRead;

/** A user's memberships, the oldest first, as committed. Read past Prisma: every call of every console begins with it. */
export async function recallMemberships(database: Database, userId: string): Promise<StoredMembership[]> {
  const rows = await database.readRaw(FIND_MEMBERSHIPS, [userId]);
  return rows.map(toMembership);
}

/** The same as a transaction sees them. */
export async function findMemberships(
  client: DatabaseTransaction,
  dialect: Dialect,
  userId: string,
): Promise<StoredMembership[]> {
  const rows = await client.$queryRawUnsafe<Record<string, RawValue>[]>(FIND_MEMBERSHIPS.sql[dialect], userId);
  return rows.map(toMembership);
}

function toMembership(row: Record<string, RawValue>): StoredMembership {
  return {
    role: row["role"] as string,
    organization: {
      id: row["id"] as string,
      name: row["name"] as string,
      slug: row["slug"] as string,
      deactivatedAt: instant(row["deactivated_at"]),
    },
  };
}
