import { existsSync, readdirSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { checkSqlite, copySqlite, lockSqliteFile, openMigratedDatabase } from "@excalibur/db";
import { revokeAgain, revokeManagementKeyAgain } from "@excalibur/api/server";
import { runChangeOffline } from "../changes/run-change-offline.ts";
import { AUTH_SECRET_FILE, DATABASE_FILE, prepareDataFolder } from "../data-folder.ts";
import { EXIT_CONFIGURATION, StartupError } from "../startup-error.ts";
import { giveToOwnerOf } from "./give-to-owner.ts";
import { findRevivedKeys, findRevivedManagementKeys, type RevivedKey } from "./find-revived-keys.ts";

const SIDE_FILES = ["-wal", "-shm"];

export interface Restored {
  /** Where the data that stood there before are now; null when there were none. */
  readonly replacedFolder: string | null;
  /** Keys that the backup has as active, though they were revoked or deleted since: revoked again. Null: not known. */
  readonly revokedAgain: readonly RevivedKey[] | null;
}

/**
 * Puts a backup into a data folder where no server runs. What stood there before is moved aside, and a key that was
 * revoked since the backup was made stays revoked, as long as the replaced database can still be read. All that is in the
 * folder belongs to the folder's owner afterwards.
 * @param replace whether a database that is there already may be moved aside.
 * @throws StartupError in words; DatabaseInUseError while a server runs; what `checkSqlite` throws of a bad backup. In
 *   each case the data folder is as it was.
 */
export async function restore(
  dataFolder: string,
  backup: string,
  { replace, now }: { replace: boolean; now: () => Date },
): Promise<Restored> {
  if (!existsSync(join(backup, DATABASE_FILE))) {
    throw new StartupError(`There is no backup in ${backup}: it has no ${DATABASE_FILE}.`, EXIT_CONFIGURATION);
  }
  await checkSqlite(join(backup, DATABASE_FILE));
  prepareDataFolder(dataFolder);
  const current = join(dataFolder, DATABASE_FILE);
  const lock = await lockSqliteFile(current);
  const workplace = await mkdtemp(join(dataFolder, "restoring-"));
  try {
    const isReplacing = existsSync(current);
    if (isReplacing && !replace) {
      throw new StartupError(
        `There is a database in ${dataFolder} already. Add --replace to move it aside and restore the backup.`,
        EXIT_CONFIGURATION,
      );
    }
    await copyDataFolder(backup, workplace);
    const revokedAgain = isReplacing ? await keepRevocations(current, workplace, now) : [];
    const replacedFolder = isReplacing ? await moveAside(dataFolder, now()) : null;
    await moveFiles(workplace, dataFolder);
    return { replacedFolder, revokedAgain };
  } finally {
    await rm(workplace, { recursive: true, force: true });
    lock.release();
    giveToOwnerOf(
      dataFolder,
      readdirSync(dataFolder).map((entry) => join(dataFolder, entry)),
    );
  }
}

async function copyDataFolder(from: string, to: string): Promise<void> {
  await copySqlite(join(from, DATABASE_FILE), join(to, DATABASE_FILE));
  if (existsSync(join(from, AUTH_SECRET_FILE))) {
    await copyFile(join(from, AUTH_SECRET_FILE), join(to, AUTH_SECRET_FILE));
  }
}

/** @returns the keys revoked again; null when the current database can't be read. */
async function keepRevocations(
  current: string,
  workplace: string,
  now: () => Date,
): Promise<readonly RevivedKey[] | null> {
  // A copy, so that one of an older version can be brought up to date without touching what will be moved aside.
  const copy = join(workplace, "current.db");
  try {
    await copySqlite(current, copy);
  } catch {
    return null;
  }
  const [before, restored] = [await open(copy), await open(join(workplace, DATABASE_FILE))];
  try {
    const revived = await findRevivedKeys(before, restored);
    const runChange = runChangeOffline(restored, now);
    for (const key of revived) await revokeAgain({ runChange }, key);
    const revivedForPrograms = await findRevivedManagementKeys(before, restored);
    for (const key of revivedForPrograms) await revokeManagementKeyAgain({ runChange }, key);
    return [...revived, ...revivedForPrograms];
  } finally {
    await restored.close();
    await before.close();
  }
}

function open(file: string) {
  return openMigratedDatabase({ url: `file:${file}` });
}

async function moveAside(dataFolder: string, at: Date): Promise<string> {
  const replaced = join(dataFolder, `replaced-${at.toISOString().replaceAll(/[-:]|\.\d+/g, "")}`);
  await mkdir(replaced, { mode: 0o700 });
  await moveFiles(dataFolder, replaced);
  return replaced;
}

/** Moves the database last: at every moment there is either no database or a whole one. */
async function moveFiles(from: string, to: string): Promise<void> {
  const files = [AUTH_SECRET_FILE, ...SIDE_FILES.map((end) => `${DATABASE_FILE}${end}`), DATABASE_FILE];
  for (const file of files) if (existsSync(join(from, file))) await rename(join(from, file), join(to, file));
}
