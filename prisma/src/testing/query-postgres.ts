import pg from "pg";

/** Sends statements to a PostgreSQL, one after the other. @returns the rows of the last one. */
export async function queryPostgres(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await connection.query<Record<string, unknown>>(statement));
    return rows;
  } finally {
    await connection.end();
  }
}
