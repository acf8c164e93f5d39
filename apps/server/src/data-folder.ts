import { randomBytes } from "node:crypto";
import { accessSync, constants, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { oneLine } from "@excalibur/db/database-start-error";
import { MIN_AUTH_SECRET_LENGTH, type Config } from "./config.ts";
import { EXIT_CONFIGURATION, StartupError } from "./startup-error.ts";

export const DATABASE_FILE = "excalibur.db";
export const AUTH_SECRET_FILE = "auth-secret";

/** Where the database is: as configured, or the file in the data folder. */
export function databaseUrlOf({ databaseUrl, dataFolder }: Pick<Config, "databaseUrl" | "dataFolder">): string {
  return databaseUrl ?? `file:${join(dataFolder, DATABASE_FILE)}`;
}

/** Makes the data folder, readable by its owner only. @throws StartupError when it can't be made or written. */
export function prepareDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw folderProblem(folder, error);
  }
  requireDataFolder(folder);
}

/** @throws StartupError when a folder that exists can't be written. */
export function requireDataFolder(folder: string): void {
  try {
    if (!statSync(folder).isDirectory()) throw new Error("it is a file");
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw folderProblem(folder, error);
  }
}

function folderProblem(folder: string, error: unknown): StartupError {
  return new StartupError(
    `The data folder ${folder} can't be written: ${oneLine(error)}. Give this user access to it, or name another one with ` +
      "EXCALIBUR_DATA_DIR.",
    EXIT_CONFIGURATION,
    error,
  );
}

/**
 * The secret that signs sessions: made once, kept beside the embedded database, readable by its owner only.
 * @throws StartupError when the file can't be made, read or used.
 */
export function readOrCreateAuthSecret(folder: string): string {
  const file = join(folder, AUTH_SECRET_FILE);
  const secret = createOrReadSecret(file);
  if (secret.length >= MIN_AUTH_SECRET_LENGTH) return secret;
  throw new StartupError(
    `The file ${file} holds no secret of at least ${MIN_AUTH_SECRET_LENGTH} characters to sign sessions with. Restore it, ` +
      "or delete it: the next start makes another, and everybody has to sign in again.",
    EXIT_CONFIGURATION,
  );
}

function createOrReadSecret(file: string): string {
  try {
    // Fails when the file exists, so that two starts at once can't end up with two secrets.
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw secretProblem(file, error);
  }
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw secretProblem(file, error);
  }
}

function secretProblem(file: string, error: unknown): StartupError {
  return new StartupError(
    `The file ${file}, whose secret signs sessions, can't be used: ${oneLine(error)}. Let the user that runs the server own ` +
      "it, or set EXCALIBUR_AUTH_SECRET.",
    EXIT_CONFIGURATION,
    error,
  );
}
