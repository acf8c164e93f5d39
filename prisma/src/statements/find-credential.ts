import { DatabaseReadOnlyError } from "../connections/errors.ts";
import type { Database, RawRead } from "../connections/database.ts";
import { loaderOfEachDatabase } from "./batch-loader.ts";
import { arrayLiteral } from "../dialects/raw-values.ts";
import { boolean, instant, instantOrNull, integerOrNull, RowSchema, text, textOrNull } from "../mappers/row-schema.ts";

/** What the database knows of a key when an executor presents its secret. */
export interface StoredCredential {
  readonly keyId: string;
  readonly organizationId: string;
  readonly organizationSlug: string;
  readonly organizationDeactivatedAt: Date | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  /** When it ends because it is unused. */
  readonly unusedEndsAt: Date | null;
  /** Of the organization's policy; null where a renewal would not lengthen its life, or the key has a successor. */
  readonly renewAtPercent: number | null;
  readonly revokedAt: Date | null;
  readonly pausedUntil: Date | null;
  /** The only executor the key is for; `null` when it is for any. */
  readonly targetExecutorName: string | null;
  /** Of which kind that executor has to be; `null`: of either. */
  readonly targetExecutorKind: string | null;
  readonly revokePrevious: boolean;
  /** The renewal that it was made by, while it is not used: the id of the renewed key, a space, the executor's name. */
  readonly pendingFor: string | null;
}

/** A policy without a length of life gives a successor the end of its predecessor. */
const RENEW_AT_PERCENT = `CASE WHEN k.replaced_by_key_id IS NULL AND k.pending_for IS NULL
  AND coalesce(o.default_life_days, o.longest_life_days) IS NOT NULL THEN o.renew_at_percent END`;

const CREDENTIAL_ROW = new RowSchema({
  secretHash: text("k.secret_hash"),
  keyId: text("k.id"),
  organizationId: text("k.organization_id"),
  organizationSlug: text("o.slug"),
  organizationDeactivatedAt: instantOrNull("o.deactivated_at"),
  createdAt: instant("k.created_at"),
  expiresAt: instantOrNull("k.expires_at"),
  unusedEndsAt: instantOrNull("k.unused_ends_at"),
  renewAtPercent: integerOrNull(RENEW_AT_PERCENT),
  revokedAt: instantOrNull("k.revoked_at"),
  pausedUntil: instantOrNull("k.paused_until"),
  targetExecutorName: textOrNull("k.target_executor_name"),
  targetExecutorKind: textOrNull("k.target_executor_kind"),
  revokePrevious: boolean("k.revoke_previous"),
  pendingFor: textOrNull("k.pending_for"),
});

const FROM = "FROM api_key k JOIN organization o ON o.id = k.organization_id";

const FIND_CREDENTIALS = {
  name: "excalibur_find_credentials",
  sql: {
    sqlite: `
      SELECT ${CREDENTIAL_ROW.select("sqlite")}
      ${FROM} WHERE k.secret_hash IN (SELECT value FROM json_each(?))`,
    // Always a row, which shows whether the database accepts changes: a standby may not have the latest revocations.
    postgresql: `
      SELECT current_setting('transaction_read_only') AS read_only, found.* FROM (VALUES (1)) AS always
      LEFT JOIN (
        SELECT ${CREDENTIAL_ROW.select("postgresql")}
        ${FROM} WHERE k.secret_hash = ANY($1::text[])
      ) AS found ON true`,
  },
} as const satisfies RawRead;

const loaderOf = loaderOfEachDatabase(findCredentials);

/**
 * The credential of a secret, by the secret's SHA-256 in hexadecimal; `null` when there is no such key.
 * An indexed read past Prisma: what an executor's call costs when no cache knows its key. On PostgreSQL one statement
 * serves all that come while others are under way; what a read finds was committed when it was asked for, or later.
 * @throws what `findCredentials` throws.
 */
export async function findCredential(database: Database, secretHash: string): Promise<StoredCredential | null> {
  if (database.dialect === "postgresql") return loaderOf(database).load(secretHash);
  const [found] = await findCredentials(database, [secretHash]);
  return found ?? null;
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
  const found = rows.filter((row) => row["secretHash"] !== null).map((row) => CREDENTIAL_ROW.read(row));
  const byHash = new Map(found.map(({ secretHash, ...credential }) => [secretHash, credential]));
  return secretHashes.map((hash) => byHash.get(hash) ?? null);
}
