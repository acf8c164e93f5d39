import { DatabaseStartError, oneLine, type DatabaseStage } from "./database-start-error.ts";
import { MigrationFailedError } from "./errors.ts";

/** Why a file can't serve as a database, by SQLite's codes and the operating system's. */
const STAGES: readonly [RegExp, DatabaseStage][] = [
  [/^SQLITE_(NOTADB|CORRUPT)/, "database_damaged"],
  [/^SQLITE_(BUSY|LOCKED)/, "database_locked"],
  [/^(SQLITE_FULL|ENOSPC|EDQUOT)$/, "database_space"],
  [/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH|IOERR)/, "database_file"],
  [/^(EACCES|EPERM|EISDIR|ENOTDIR|ENOENT|EROFS|EIO|ELOOP)$/, "database_file"],
];

/** Runs what opens a SQLite file at the start. @throws DatabaseStartError in place of the errors of SQLite and the system. */
export async function nameSqliteStage<T>(file: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const reason = error instanceof MigrationFailedError ? error.cause : error;
    const stage = stageOf(reason);
    if (stage !== null) throw new DatabaseStartError(stage, file, oneLine(reason), error);
    throw error;
  }
}

function stageOf(error: unknown): DatabaseStage | null {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return STAGES.find(([codes]) => codes.test(code))?.[1] ?? null;
}
