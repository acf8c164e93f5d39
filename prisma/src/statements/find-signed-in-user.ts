import type { Database, RawRead } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { MEMBERSHIP_ORDER, MEMBERSHIP_ROW, toMembership, type StoredMembership } from "./find-memberships.ts";
import { RowSchema, text, textOrNull } from "../mappers/row-schema.ts";

/** Whom a session belongs to, and where they belong. */
export interface StoredSignedInUser {
  readonly sessionId: string;
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** The organization chosen in this session; null until one is. */
  readonly activeOrganizationId: string | null;
  /** The oldest first. */
  readonly memberships: readonly StoredMembership[];
}

const USER_ROW = new RowSchema({
  sessionId: text("s.id"),
  userId: text("u.id"),
  name: text("u.name"),
  email: text("u.email"),
  activeOrganizationId: textOrNull("s.active_organization_id"),
});

// Not one of the paged reads, though it is made for people: it costs as little as what executors wait for, once a call, and
// must itself not wait for pages.
const FIND_SIGNED_IN_USER = {
  name: "excalibur_find_signed_in_user",
  sql: {
    sqlite: findBy("sqlite", "s.id = ? AND s.expires_at > ?"),
    postgresql: findBy("postgresql", "s.id = $1 AND s.expires_at > to_timestamp($2::float8 / 1000) AT TIME ZONE 'UTC'"),
  },
} as const satisfies RawRead;

function findBy(dialect: Dialect, condition: string): string {
  return `
    SELECT ${USER_ROW.select(dialect)}, ${MEMBERSHIP_ROW.select(dialect)}
    FROM session s JOIN "user" u ON u.id = s.user_id
    LEFT JOIN member m ON m.user_id = u.id
    LEFT JOIN organization o ON o.id = m.organization_id
    WHERE ${condition} ${MEMBERSHIP_ORDER}`;
}

/**
 * A session's user with all memberships, as committed; null when the session has ended or is gone. One read past
 * Prisma: every call of every console begins with it.
 */
export async function findSignedInUser(
  database: Database,
  { sessionId, now }: { sessionId: string; now: Date },
): Promise<StoredSignedInUser | null> {
  const rows = await database.readRaw(FIND_SIGNED_IN_USER, [sessionId, now.getTime()]);
  const [row] = rows;
  if (row === undefined) return null;
  return {
    ...USER_ROW.read(row),
    // A user without a membership still has one row.
    memberships: rows
      .filter(({ organizationId }) => organizationId !== null)
      .map((membership) => toMembership(MEMBERSHIP_ROW.read(membership))),
  };
}
