import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { dialectSchema } from "../../scripts/dialect-schema.ts";
import { withSchemaEngine } from "../../scripts/schema-engine.ts";
import { migrateDatabase } from "./migrate-database.ts";
import { createTestDatabaseUrl, dialects, type TestDatabaseUrl } from "../testing/index.ts";
import { readMigrations } from "./migration-files.ts";

/** Prisma's own migrate, which an operator may use instead of ours, and which must find nothing to object to. */
describe.each(dialects)("Prisma's own migrate and ours on %s", (dialect) => {
  let empty: TestDatabaseUrl;
  beforeEach(async () => {
    empty = await createTestDatabaseUrl(dialect, { migrated: false });
  });
  afterEach(() => empty.remove());

  const filters = { externalTables: [], externalEnums: [] };
  async function prismaMigrate<T>(
    use: (engine: SchemaEngine, migrationsList: MigrationList) => Promise<T>,
  ): Promise<T> {
    const adapter = dialect === "sqlite" ? new PrismaBetterSqlite3({ url: empty.url }) : new PrismaPg(empty.url);
    const migrationDirectories = (await readMigrations(dialect)).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: sql } },
    }));
    const lockfile = { path: "migration_lock.toml", content: `provider = "${dialect}"\n` };
    return withSchemaEngine(await dialectSchema(dialect), adapter, (engine) =>
      use(engine, { baseDir: ".", lockfile, shadowDbInitScript: "", migrationDirectories }),
    );
  }

  it("Prisma finds nothing to apply and nothing wrong after ours", async () => {
    await migrateDatabase({ url: empty.url });
    await prismaMigrate(async (engine, migrationsList) => {
      const diagnosis = await engine.diagnoseMigrationHistory({
        migrationsList,
        optInToShadowDatabase: false,
        filters,
      });
      expect(diagnosis).toEqual({
        history: null,
        failedMigrationNames: [],
        editedMigrationNames: [],
        hasMigrationsTable: true,
      });
      expect(await engine.applyMigrations({ migrationsList, filters })).toEqual({ appliedMigrationNames: [] });
    });
  });

  it("ours finds nothing to apply after Prisma", async () => {
    const applied = await prismaMigrate((engine, migrationsList) =>
      engine.applyMigrations({ migrationsList, filters }),
    );
    expect(applied.appliedMigrationNames).toEqual((await readMigrations(dialect)).map(({ name }) => name));
    expect(await migrateDatabase({ url: empty.url })).toEqual([]);
  });
});
