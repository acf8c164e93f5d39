import { existsSync } from "node:fs";
import { copyFile, mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { copySqlite } from "@excalibur/db";
import { AUTH_SECRET_FILE, DATABASE_FILE } from "../data-folder.ts";
import { giveToOwnerOf } from "./give-to-owner.ts";
import { EXIT_CONFIGURATION, StartupError } from "../startup-error.ts";

/**
 * Copies a data folder, also while a server works in it. The copy is a data folder itself, of the same owner, and there
 * whole or not at all.
 * @param destination a folder that is not there yet.
 * @throws StartupError in words; DatabaseDamagedError when what was copied is not sound.
 */
export async function backUp(dataFolder: string, destination: string): Promise<void> {
  const database = join(dataFolder, DATABASE_FILE);
  if (!existsSync(database)) {
    throw new StartupError(
      `There is no database in ${dataFolder}. Name the server's data folder with EXCALIBUR_DATA_DIR.`,
      EXIT_CONFIGURATION,
    );
  }
  if (existsSync(destination)) {
    throw new StartupError(
      `${destination} is there already. Name a folder that is not: no backup is ever overwritten.`,
      EXIT_CONFIGURATION,
    );
  }
  const unfinished = `${destination}.unfinished`;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(dirname(destination), { recursive: true });
    await mkdir(unfinished, { mode: 0o700 });
    await copySqlite(database, join(unfinished, DATABASE_FILE));
    // Set by EXCALIBUR_AUTH_SECRET instead, it is not in the folder.
    const secret = join(dataFolder, AUTH_SECRET_FILE);
    if (existsSync(secret)) await copyFile(secret, join(unfinished, AUTH_SECRET_FILE));
    giveToOwnerOf(dataFolder, [unfinished]);
    await rename(unfinished, destination);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
}
