import { DatabaseReadOnlyError } from "./errors.ts";
import type { Database, RawRead, RawValue } from "./database.ts";
import { GatheredReads } from "./gathered-reads.ts";
import { arrayLiteral, epochMs, instant } from "./raw-values.ts";

/** What the database knows of a key when an executor presents its secret. */
export interface StoredCredential {
  readonly keyId: string;
  readonly organizationId: string;
  readonly organizationSlug: string;
  readonly organizationDeactivatedAt: Date | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  /** The only executor the key is for; `null` when it is for any. */
  readonly targetExecutorName: string | null;
  readonly revokePrevious: boolean;
}

const COLUMNS = "k.id, k.organization_id, o.slug, k.target_executor_name, k.revoke_previous";
const FROM = "FROM api_key k JOIN organization o ON o.id = k.organization_id";

const FIND_CREDENTIALS = {
  name: "excalibur_find_credentials",
  sql: {
    sqlite: `
      SELECT k.secret_hash, ${COLUMNS}, o.deactivated_at, k.expires_at, k.revoked_at
      ${FROM} WHERE k.secret_hash IN (SELECT value FROM json_each(?))`,
    // Instants as numbers: the driver would read a timestamp without zone as local time. A row in any case, which says
    // whether the database takes changes: a standby may not know yet what was revoked.
    postgresql: `
      SELECT current_setting('transaction_read_only') AS read_only, found.* FROM (VALUES (1)) AS always
      LEFT JOIN (
        SELECT k.secret_hash, ${COLUMNS}, ${epochMs("o.deactivated_at")}, ${epochMs("k.expires_at")}, ${epochMs("k.revoked_at")}
        ${FROM} WHERE k.secret_hash = ANY($1::text[])
      ) AS found ON true`,
  },
} as const satisfies RawRead;

const gathered = new WeakMap<Database, GatheredReads<string, StoredCredential>>();

/**
 * The credential of a secret, by the secret's SHA-256 in hexadecimal; `null` when there is no such key.
 * An indexed read past Prisma: what an executor's call costs when no cache knows its key. On PostgreSQL one statement
 * serves all that come while others are under way; what a read finds was committed when it was asked for, or later.
 * @throws what `findCredentials` throws.
 */
export async function findCredential(database: Database, secretHash: string): Promise<StoredCredential | null> {
  if (database.dialect === "postgresql") return gatheredReads(database).find(secretHash);
  const [found] = await findCredentials(database, [secretHash]);
  return found ?? null;
}

function gatheredReads(database: Database): GatheredReads<string, StoredCredential> {
  const known = gathered.get(database);
  if (known !== undefined) return known;
  const reads = new GatheredReads<string, StoredCredential>((hashes) => findCredentials(database, hashes));
  gathered.set(database, reads);
  return reads;
}

/**
 * The credentials of several secrets, by their hashes and in their order, with one statement.
 * @throws DatabaseReadOnlyError when PostgreSQL takes no changes: then it may be behind the one that does.
 */
export async function findCredentials(
  database: Database,
  secretHashes: readonly string[],
): Promise<(StoredCredential | null)[]> {
  const list = database.dialect === "postgresql" ? arrayLiteral(secretHashes) : JSON.stringify(secretHashes);
  const rows = await database.readRaw(FIND_CREDENTIALS, [list]);
  if (rows.some((row) => row["read_only"] === "on")) throw new DatabaseReadOnlyError();
  const byHash = new Map(rows.map((row) => [row["secret_hash"], row]));
  return secretHashes.map((hash) => {
    const row = byHash.get(hash);
    return row === undefined ? null : toCredential(row);
  });
}

function toCredential(row: Record<string, RawValue>): StoredCredential {
  return {
    keyId: row["id"] as string,
    organizationId: row["organization_id"] as string,
    organizationSlug: row["slug"] as string,
    organizationDeactivatedAt: instant(row["deactivated_at"]),
    expiresAt: instant(row["expires_at"]),
    revokedAt: instant(row["revoked_at"]),
    targetExecutorName: row["target_executor_name"] as string | null,
    // SQLite has no booleans: 0 or 1.
    revokePrevious: Boolean(row["revoke_previous"]),
  };
}
