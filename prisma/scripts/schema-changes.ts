import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import SQLite from "better-sqlite3";
import { PrismaPGlite } from "pglite-prisma-adapter";
import type { Dialect } from "../src/dialects/dialect.ts";
import { readMigrations } from "../src/migrations/migration-files.ts";
import { dialectSchema } from "./dialect-schema.ts";
import { withSchemaEngine } from "./schema-engine.ts";

type Adapter = SqlMigrationAwareDriverAdapterFactory;

/**
 * The SQL that leads from the end of a dialect's migrations to its models; `null` when they agree.
 * @param models the text of the models, for tests; the checked-in ones when left out.
 */
export async function schemaChanges(dialect: Dialect, models?: string): Promise<string | null> {
  const schema = await dialectSchema(dialect, models);
  const migrations = (await readMigrations(dialect)).map(({ sql }) => sql);
  const files = [{ path: "schema.prisma", content: schema }];
  const onFresh = dialect === "sqlite" ? onFreshSqlite : onFreshPostgresql;
  const { exitCode, stdout } = await onFresh(migrations, (adapter) =>
    withSchemaEngine(schema, adapter, (engine) =>
      engine.diff({
        from: { tag: "schemaDatasource", files, configDir: "." },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: true,
        filters: { externalTables: [], externalEnums: [] },
      }),
    ),
  );
  return exitCode === 0 ? null : stdout;
}

async function onFreshSqlite<T>(migrations: string[], use: (adapter: Adapter) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-schema-"));
  try {
    const url = join(folder, "fresh.db");
    const database = new SQLite(url);
    for (const sql of migrations) database.exec(sql);
    database.close();
    return await use(new PrismaBetterSqlite3({ url }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

// In memory: introspection over a server's own protocol fails on the type "char".
async function onFreshPostgresql<T>(migrations: string[], use: (adapter: Adapter) => Promise<T>): Promise<T> {
  const database = await PGlite.create();
  try {
    for (const sql of migrations) await database.exec(sql);
    return await use(new PrismaPGlite(database));
  } finally {
    await database.close();
  }
}
