import { DatabaseTooNewError, MigrationChangedError, MigrationUnfinishedError } from "../connections/errors.ts";
import type { Migration } from "./migration-files.ts";

/** A row of `_prisma_migrations`. */
export interface RecordedMigration {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

/** Reads the rows that count, on either dialect: one that was rolled back is as if it had never been. */
export const RECORDED_MIGRATIONS = `
  SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
  FROM _prisma_migrations WHERE rolled_back_at IS NULL`;

/**
 * Which migrations still have to be applied.
 * @throws DatabaseTooNewError, MigrationChangedError, MigrationUnfinishedError
 */
export function pendingMigrations(known: readonly Migration[], recorded: readonly RecordedMigration[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of recorded) {
    const migration = byName.get(name);
    if (migration === undefined) throw new DatabaseTooNewError(name);
    if (!finished) throw new MigrationUnfinishedError(name);
    if (migration.checksum !== checksum) throw new MigrationChangedError(name);
  }
  const done = new Set(recorded.map(({ name }) => name));
  return known.filter(({ name }) => !done.has(name));
}
