import type { ClientBase } from "pg";
import { oneLine } from "../connections/database-start-error.ts";

/** What a search looks for text in, by the index that finds it. */
const INDEXES = {
  api_key_search_idx: { table: "api_key", columns: ["name_folded", "id", "hint"] },
  api_key_note_search_idx: { table: "api_key", columns: ["note_folded"] },
  key_label_search_idx: { table: "key_label", columns: ["lower(label)"] },
  executor_search_idx: { table: "executor", columns: ["name_folded", "id", "note_folded", "lower(host)"] },
  executor_label_search_idx: { table: "executor_label", columns: ["lower(label)"] },
} as const;

/**
 * Lets PostgreSQL find text inside names, notes, labels, hosts and ids by trigrams, where it has `pg_trgm` and this user may use it: the owner
 * of a database may since PostgreSQL 13. Without, a search reads every key or executor of the organization, and is right all the same.
 * Not a migration, because those have to work everywhere.
 * @returns a message when it could not be done; null when it was.
 */
export async function indexSearch(connection: ClientBase): Promise<string | null> {
  const { rows: wanted } = await connection.query<{ name: keyof typeof INDEXES }>(
    `SELECT name FROM unnest($1::text[], $2::text[]) AS indexes(name, of)
     WHERE to_regclass(name) IS NULL AND to_regclass(of) IS NOT NULL`,
    [Object.keys(INDEXES), Object.values(INDEXES).map(({ table }) => table)],
  );
  if (wanted.length === 0) return null;
  try {
    await connection.query("CREATE EXTENSION IF NOT EXISTS pg_trgm");
    const operators = await trigramOperators(connection);
    for (const { name } of wanted) {
      const { table, columns } = INDEXES[name];
      const indexed = columns.map((column) => `${column} ${operators}`).join(", ");
      await connection.query(`CREATE INDEX IF NOT EXISTS ${name} ON ${table} USING gin (${indexed})`);
    }
    return null;
  } catch (error) {
    return (
      `The search for keys and executors has no index, and reads every one of an organization: ${oneLine(error)}. Let an administrator ` +
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
