import type { DatabaseTransaction, RawValue } from "./database.ts";
import type { Dialect } from "./dialect.ts";
import { instant, selectInstant } from "./raw-values.ts";

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

/** The oldest membership first. */
export const MEMBERSHIP_ORDER = "ORDER BY m.created_at, m.id";

/** What `toMembership` reads, of member `m` and organization `o`. */
export function membershipColumns(dialect: Dialect): string {
  return `m.role, o.id AS organization_id, o.name AS organization_name, o.slug, ${selectInstant(dialect, "o.deactivated_at")}`;
}

const FIND_MEMBERSHIPS = {
  sqlite: findMembershipsBy("sqlite", "?"),
  postgresql: findMembershipsBy("postgresql", "$1"),
} as const satisfies Record<Dialect, string>;

function findMembershipsBy(dialect: Dialect, userId: string): string {
  return `
    SELECT ${membershipColumns(dialect)} FROM member m JOIN organization o ON o.id = m.organization_id
    WHERE m.user_id = ${userId} ${MEMBERSHIP_ORDER}`;
}

/** A user's memberships as a transaction sees them, the oldest first, by one statement. */
export async function findMemberships(
  client: DatabaseTransaction,
  dialect: Dialect,
  userId: string,
): Promise<StoredMembership[]> {
  const rows = await client.$queryRawUnsafe<Record<string, RawValue>[]>(FIND_MEMBERSHIPS[dialect], userId);
  return rows.map(toMembership);
}

/** The membership in a row with `membershipColumns`. */
export function toMembership(row: Record<string, RawValue>): StoredMembership {
  return {
    role: row["role"] as string,
    organization: {
      id: row["organization_id"] as string,
      name: row["organization_name"] as string,
      slug: row["slug"] as string,
      deactivatedAt: instant(row["deactivated_at"]),
    },
  };
}
