import type { Database } from "../connections/database.ts";
import type { Dialect } from "../dialects/dialect.ts";
import { openDatabase } from "../connections/open-database.ts";
import { createPostgresqlUrl } from "./postgresql-clone.ts";
import { createSqliteUrl } from "./sqlite-copy.ts";

export interface TestDatabase {
  readonly database: Database;
  /** For opening it once more, from another client or process. SQLite allows that only after `database.close()`. */
  readonly url: string;
  /** Closes it and removes every trace of it. */
  close(): Promise<void>;
}

/**
 * A freshly migrated, empty database of its own. Vitest needs `testing/postgres-global-setup.ts` as a globalSetup for
 * PostgreSQL, unless `TEST_DATABASE_URL` names a server on which databases may be created.
 */
export async function createTestDatabase(dialect: Dialect): Promise<TestDatabase> {
  const { url, remove } = await createTestDatabaseUrl(dialect);
  const database = await openDatabase({ url });
  return {
    database,
    url,
    close: async () => {
      await database.close();
      await remove();
    },
  };
}

export interface TestDatabaseUrl {
  readonly url: string;
  /** Removes it and closes the connections that are still open. */
  remove(): Promise<void>;
}

/** The same without opening it, for a server or several clients at once; `migrated: false` leaves it without any table. */
export function createTestDatabaseUrl(dialect: Dialect, { migrated = true } = {}): Promise<TestDatabaseUrl> {
  return dialect === "sqlite" ? createSqliteUrl(migrated) : createPostgresqlUrl(migrated);
}
