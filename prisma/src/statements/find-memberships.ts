import type { DatabaseTransaction } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { instantOrNull, RowSchema, text, type RawRow, type RowOf } from "../mappers/row-schema.ts";

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

/** What is selected of member `m` and organization `o`. */
export const MEMBERSHIP_ROW = new RowSchema({
  role: text("m.role"),
  organizationId: text("o.id"),
  organizationName: text("o.name"),
  organizationSlug: text("o.slug"),
  organizationDeactivatedAt: instantOrNull("o.deactivated_at"),
});

const FIND_MEMBERSHIPS = {
  sqlite: findMembershipsBy("sqlite", "?"),
  postgresql: findMembershipsBy("postgresql", "$1"),
} as const satisfies Record<Dialect, string>;

function findMembershipsBy(dialect: Dialect, userId: string): string {
  return `
    SELECT ${MEMBERSHIP_ROW.select(dialect)} FROM member m JOIN organization o ON o.id = m.organization_id
    WHERE m.user_id = ${userId} ${MEMBERSHIP_ORDER}`;
}

/** A user's memberships as a transaction sees them, the oldest first, by one statement. */
export async function findMemberships(
  client: DatabaseTransaction,
  dialect: Dialect,
  userId: string,
): Promise<StoredMembership[]> {
  const rows = await client.$queryRawUnsafe<RawRow[]>(FIND_MEMBERSHIPS[dialect], userId);
  return rows.map((row) => toMembership(MEMBERSHIP_ROW.read(row)));
}

export function toMembership(row: RowOf<typeof MEMBERSHIP_ROW>): StoredMembership {
  return {
    role: row.role,
    organization: {
      id: row.organizationId,
      name: row.organizationName,
      slug: row.organizationSlug,
      deactivatedAt: row.organizationDeactivatedAt,
    },
  };
}
