import type { Database, RawRead, RawValue } from "./database.ts";

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

const FIND_CREDENTIAL = {
  name: "excalibur_find_credential",
  sql: {
    sqlite: `
      SELECT k.id, k.organization_id, o.slug, o.deactivated_at, k.expires_at, k.revoked_at, k.target_executor_name, k.revoke_previous
      FROM api_key k JOIN organization o ON o.id = k.organization_id
      WHERE k.secret_hash = ?`,
    // As numbers: the driver would read a timestamp without zone as local time.
    postgresql: `
      SELECT k.id, k.organization_id, o.slug, ${epochMs("o.deactivated_at")}, ${epochMs("k.expires_at")}, ${epochMs("k.revoked_at")},
        k.target_executor_name, k.revoke_previous
      FROM api_key k JOIN organization o ON o.id = k.organization_id
      WHERE k.secret_hash = $1`,
  },
} as const satisfies RawRead;

/**
 * The credential of a secret, by the secret's SHA-256 in hexadecimal; `null` when there is no such key.
 * One indexed read past Prisma: what an executor's call costs when no cache knows its key.
 */
export async function findCredential(database: Database, secretHash: string): Promise<StoredCredential | null> {
  const [row] = await database.readRaw(FIND_CREDENTIAL, [secretHash]);
  if (row === undefined) return null;
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

function epochMs(column: string): string {
  return `(extract(epoch FROM ${column}) * 1000)::float8 AS ${column.replace(/^\w+\./, "")}`;
}

function instant(epochMilliseconds: RawValue | undefined): Date | null {
  return typeof epochMilliseconds === "number" ? new Date(epochMilliseconds) : null;
}
