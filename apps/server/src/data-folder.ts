import { randomBytes } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT_CONFIGURATION, StartupError } from "./startup-error.ts";

export const DATABASE_FILE = "excalibur.db";
export const AUTH_SECRET_FILE = "auth-secret";

/** Makes the data folder, readable by its owner only. @throws StartupError when it can't be made or written. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartupError(
      `The data folder ${folder} can't be written: ${error instanceof Error ? error.message : String(error)}. ` +
        "Give this user access to it, or name another one with EXCALIBUR_DATA_DIR.",
      EXIT_CONFIGURATION,
      error,
    );
  }
}

/** The secret that signs sessions: made once, kept beside the embedded database, readable by its owner only. */
export function readOrCreateAuthSecret(folder: string): string {
  const file = join(folder, AUTH_SECRET_FILE);
  try {
    // Fails when the file exists, so that two starts at once can't end up with two secrets.
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return readFileSync(file, "utf8").trim();
}
