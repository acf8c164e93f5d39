import type { ClientBase } from "pg";
import { oneLine } from "../connections/database-start-error.ts";

/**
 * Lets PostgreSQL find text inside names, notes and ids by trigrams, where it has `pg_trgm` and this user may use it: the owner
 * of a database may since PostgreSQL 13. Without, a search reads every key of the organization, and is right all the same.
 * Not a migration, because those have to work everywhere.
 * @returns a message when it could not be done; null when it was.
 */
export async function indexSearch(connection: ClientBase): Promise<string | null> {
  const { rows } = await connection.query<{ wanted: boolean }>(
    `SELECT to_regclass('api_key') IS NOT NULL AND
       (to_regclass('api_key_search_idx') IS NULL OR to_regclass('api_key_note_search_idx') IS NULL) AS wanted`,
  );
  if (rows[0]?.wanted !== true) return null;
  try {
    await connection.query("CREATE EXTENSION IF NOT EXISTS pg_trgm");
    const operators = await trigramOperators(connection);
    await connection.query(
      `CREATE INDEX IF NOT EXISTS api_key_search_idx ON api_key
       USING gin (name_folded ${operators}, id ${operators}, hint ${operators})`,
    );
    await connection.query(
      `CREATE INDEX IF NOT EXISTS api_key_note_search_idx ON api_key USING gin (note_folded ${operators})`,
    );
    return null;
  } catch (error) {
    return (
      `The search for keys has no index, and reads every key of an organization: ${oneLine(error)}. Let an administrator ` +
      "run CREATE EXTENSION pg_trgm, then start a server once as the owner of the tables."
    );
  }
}

/** The extension may be in a schema that this session does not look into. */
async function trigramOperators(connection: ClientBase): Promise<string> {
  const { rows } = await connection.query<{ name: string }>(
    "SELECT quote_ident(nspname) AS name FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace " +
      "WHERE extname = 'pg_trgm'",
  );
  return `${rows[0]?.name ?? "public"}.gin_trgm_ops`;
}
