import type { ClientBase } from "pg";

/**
 * Lets PostgreSQL find text inside names and ids by trigrams, where it has `pg_trgm` and this user may use it: the owner
 * of a database may since PostgreSQL 13. Without, a search reads every key of the organization, and is right all the same.
 * Not a migration, because those have to work everywhere.
 */
export async function indexSearch(connection: ClientBase): Promise<void> {
  const { rows } = await connection.query<{ exists: boolean }>("SELECT to_regclass('api_key') IS NOT NULL AS exists");
  if (rows[0]?.exists !== true) return;
  try {
    await connection.query("CREATE EXTENSION IF NOT EXISTS pg_trgm");
  } catch {
    return;
  }
  await connection.query(
    `CREATE INDEX IF NOT EXISTS api_key_search_idx ON api_key
     USING gin (name_folded gin_trgm_ops, id gin_trgm_ops, hint gin_trgm_ops)`,
  );
}
