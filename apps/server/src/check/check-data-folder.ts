import { existsSync, statSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { dirname } from "node:path";
import type { Config } from "../config.ts";
import { EXIT_CONFIGURATION, EXIT_TRY_LATER, StartupError } from "../startup-error.ts";
import { requireDataFolder } from "../data-folder.ts";
import type { Finding } from "./finding.ts";

/** Less than this leaves no room for a migration, which may copy a table. */
const MIN_FREE_BYTES = 100 * 1024 * 1024;

/** Whether the folder may be written, by this very user, and has room. With PostgreSQL there is none. */
export async function checkDataFolder({ databaseUrl, dataFolder }: Config): Promise<Finding[]> {
  if (databaseUrl !== null) return [];
  const folder = nearestFolder(dataFolder);
  requireDataFolder(folder);
  if (folder === dataFolder) requireOwner(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < MIN_FREE_BYTES) {
    throw new StartupError(
      `The data folder ${dataFolder} has ${asMegabytes(free)} left, and a start may need ${asMegabytes(MIN_FREE_BYTES)}: free some.`,
      EXIT_TRY_LATER,
    );
  }
  const verb = folder === dataFolder ? "can be written" : "can be made";
  return [{ is: "ok", words: `The data folder ${dataFolder} ${verb}; ${asMegabytes(free)} are free.` }];
}

/** Root's rights show nothing about the rights of the server's user; and SQLite may leave files that root opens to root. */
function requireOwner(folder: string): void {
  const own = process.getuid?.();
  const { uid } = statSync(folder);
  if (own === undefined || own === uid) return;
  throw new StartupError(
    `The data folder ${folder} belongs to user ${uid}, and this is user ${own}: run the check as the user that runs the server.`,
    EXIT_CONFIGURATION,
  );
}

/** A start makes the folder, and those above it. */
function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}

function asMegabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MB`;
}
