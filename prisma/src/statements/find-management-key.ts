import type { Database, RawRead } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { arrayLiteral } from "../dialects/raw-values.ts";
import { instant, instantOrNull, RowSchema, text, textOrNull } from "../mappers/row-schema.ts";
import type { StoredMembership } from "./find-memberships.ts";

/** A management key, its organization and the person who created it, as all are now. */
export interface StoredManagementKey {
  readonly id: string;
  readonly name: string;
  readonly scopes: string;
  readonly cidrs: string;
  readonly expiresAt: Date;
  readonly revokedAt: Date | null;
  readonly creator: { readonly userId: string; readonly name: string; readonly email: string } | null;
  /** Null: the creator is no longer a member. */
  readonly role: string | null;
  readonly organization: StoredMembership["organization"];
}

const ROW = new RowSchema({
  secretHash: text("k.secret_hash"),
  id: text("k.id"),
  name: text("k.name"),
  scopes: text("k.scopes"),
  cidrs: text("k.cidrs"),
  expiresAt: instant("k.expires_at"),
  revokedAt: instantOrNull("k.revoked_at"),
  userId: textOrNull("u.id"),
  userName: textOrNull("u.name"),
  userEmail: textOrNull("u.email"),
  role: textOrNull("m.role"),
  organizationId: text("o.id"),
  organizationName: text("o.name"),
  organizationSlug: text("o.slug"),
  organizationDeactivatedAt: instantOrNull("o.deactivated_at"),
});

const FIND_MANAGEMENT_KEYS = {
  name: "excalibur_find_management_keys",
  sql: {
    sqlite: findBy("sqlite", "IN (SELECT value FROM json_each(?))"),
    postgresql: findBy("postgresql", "= ANY($1::text[])"),
  },
} as const satisfies RawRead;

function findBy(dialect: Dialect, hashes: string): string {
  return `
    SELECT ${ROW.select(dialect)}
    FROM management_key k JOIN organization o ON o.id = k.organization_id
    LEFT JOIN "user" u ON u.id = k.created_by_id
    LEFT JOIN member m ON m.user_id = u.id AND m.organization_id = k.organization_id
    WHERE k.secret_hash ${hashes}`;
}

/** The management key with this hash, as committed; null when there is none. One read past Prisma: every call with a key begins with it. */
export async function findManagementKey(database: Database, secretHash: string): Promise<StoredManagementKey | null> {
  const [found] = await findManagementKeys(database, [secretHash]);
  return found ?? null;
}

/** The management keys with several hashes, in their order, with one statement. */
export async function findManagementKeys(
  database: Database,
  secretHashes: readonly string[],
): Promise<(StoredManagementKey | null)[]> {
  const list = database.dialect === "postgresql" ? arrayLiteral(secretHashes) : JSON.stringify(secretHashes);
  const rows = (await database.readRaw(FIND_MANAGEMENT_KEYS, [list])).map((row) => ROW.read(row));
  const byHash = new Map(rows.map(({ secretHash, ...row }) => [secretHash, storedKeyOf(row)]));
  return secretHashes.map((hash) => byHash.get(hash) ?? null);
}

function storedKeyOf(row: Omit<ReturnType<typeof ROW.read>, "secretHash">): StoredManagementKey {
  const { userId, userName, userEmail, ...read } = row;
  const { organizationId, organizationName, organizationSlug, organizationDeactivatedAt, ...key } = read;
  return {
    ...key,
    creator: userId === null ? null : { userId, name: userName ?? "", email: userEmail ?? "" },
    organization: {
      id: organizationId,
      name: organizationName,
      slug: organizationSlug,
      deactivatedAt: organizationDeactivatedAt,
    },
  };
}
