import { DatabaseTooNewError, MigrationChangedError } from "../errors.ts";
import type { Migration } from "./migration-files.ts";

/** A row of `_prisma_migrations` that counts: finished and not rolled back. */
export interface AppliedMigration {
  readonly migration_name: string;
  readonly checksum: string;
}

/**
 * Which migrations still have to be applied.
 * @throws DatabaseTooNewError, MigrationChangedError
 */
export function pendingMigrations(known: readonly Migration[], applied: readonly AppliedMigration[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { migration_name: name, checksum } of applied) {
    const migration = byName.get(name);
    if (migration === undefined) throw new DatabaseTooNewError(name);
    if (migration.checksum !== checksum) throw new MigrationChangedError(name);
  }
  const done = new Set(applied.map(({ migration_name }) => migration_name));
  return known.filter(({ name }) => !done.has(name));
}
