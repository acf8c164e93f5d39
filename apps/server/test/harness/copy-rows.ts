import type { TestServer } from "./test-server.ts";

/**
 * Copies one row of a table many times, by one statement: thousands of rows by the client take seconds.
 * @param columns what differs from the row, in SQL; `n` counts the copies from 1 on.
 */
export async function copyRow(
  { database: { client } }: TestServer,
  table: string,
  id: string,
  copies: number,
  columns: Readonly<Record<string, string>>,
): Promise<void> {
  const [row] = await client.$queryRawUnsafe<object[]>(`SELECT * FROM ${table} WHERE id = '${id}'`);
  const names = Object.keys(row ?? {});
  await client.$executeRawUnsafe(
    `INSERT INTO ${table} (${names.join(", ")})
     WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < ${copies})
     SELECT ${names.map((name) => columns[name] ?? name).join(", ")} FROM ${table}, counted WHERE id = '${id}'`,
  );
}
