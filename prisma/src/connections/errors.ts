import { DatabaseStartError } from "./database-start-error.ts";

/** The database was written by a newer version of this software. */
export class DatabaseTooNewError extends Error {
  override readonly name = "DatabaseTooNewError";
  constructor(migration: string) {
    super(
      `The database is of a newer version of Excalibur: it has the migration ${migration}, which this version ` +
        "does not know. Start the newer version, or restore a backup made before the upgrade. Nothing was changed.",
    );
  }
}

/** A migration was changed after it had been applied to this database. */
export class MigrationChangedError extends Error {
  override readonly name = "MigrationChangedError";
  constructor(migration: string) {
    super(
      `The migration ${migration} differs from the one that was applied to this database. ` +
        "Start the version that the database was last used with. Nothing was changed.",
    );
  }
}

/** A migration could not be applied. Its own changes were taken back. */
export class MigrationFailedError extends Error {
  override readonly name = "MigrationFailedError";
  constructor(migration: string, cause: unknown) {
    super(
      `The migration ${migration} failed and was taken back: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    );
  }
}

/** Another tool began to apply a migration and did not finish. */
export class MigrationUnfinishedError extends Error {
  override readonly name = "MigrationUnfinishedError";
  constructor(migration: string) {
    super(
      `The migration ${migration} was begun by another tool and not finished, so the database may hold a part of it. ` +
        "Restore a backup, or settle it with `prisma migrate resolve`. Nothing was changed.",
    );
  }
}

/** Another process works on the same SQLite file. */
export class DatabaseInUseError extends Error {
  override readonly name = "DatabaseInUseError";
  constructor(file: string) {
    super(
      `The database ${file} is in use by another server process. Stop that one first, or give this one a data folder ` +
        "of its own (EXCALIBUR_DATA_DIR). Several processes need PostgreSQL.",
    );
  }
}

/** A file is no sound database of this software. */
export class DatabaseDamagedError extends Error {
  override readonly name = "DatabaseDamagedError";
  constructor(file: string, cause?: unknown) {
    super(`${file} is damaged, or no database of Excalibur. Restore another backup.`, { cause });
  }
}

/** Errors of opening and migrating a database with a message of their own; any other error is a fault. */
export const STARTED_ERRORS = [
  DatabaseStartError,
  DatabaseTooNewError,
  MigrationChangedError,
  MigrationFailedError,
  MigrationUnfinishedError,
  DatabaseInUseError,
  DatabaseDamagedError,
];

/** What is written to a SQLite file would not be there after a restart: from now on nothing is written. */
export class ChangesRefusedError extends Error {
  override readonly name = "ChangesRefusedError";
  /** @param what what is wrong with which file, as a sentence without its full stop. */
  constructor(what: string, cause?: unknown) {
    super(
      `${what}. Changes are refused until the server is started again. Before that, put the file back, or restore a backup.`,
      { cause },
    );
  }
}

/** PostgreSQL takes no changes: it is a standby, or was made read-only. */
export class DatabaseReadOnlyError extends Error {
  override readonly name = "DatabaseReadOnlyError";
  /** PostgreSQL's own error for a change: `read_only_sql_transaction`. */
  readonly code = "25006";
  constructor() {
    super("The database is read-only, so it may not know of the latest changes.");
  }
}
