import {
  chmodSync,
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { parseSecret } from "@excalibur/api/key-secret";
import { CommandFailure, EXIT } from "./exit-codes.ts";

/** What `excalibur login` leaves for the commands that follow. */
export interface KeptLogin {
  readonly url: string;
  readonly managementKey: string;
  readonly keyId: string;
  readonly organization: string;
  readonly expiresAt: string;
}

/** The file of the login, in the user's folder for settings. */
export function loginPath(environment: NodeJS.ProcessEnv): string {
  const { XDG_CONFIG_HOME: config, APPDATA: windows } = environment;
  return join(config || windows || join(environment["HOME"] ?? homedir(), ".config"), "excalibur", "login.json");
}

/** @returns null when there is none. @throws CommandFailure when others could read it, or it is damaged. */
export function readLogin(environment: NodeJS.ProcessEnv): KeptLogin | null {
  const path = loginPath(environment);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
    throw new CommandFailure(
      EXIT.configuration,
      `${path} can be read by others. Log out, and revoke the key in the app.`,
    );
  }
  try {
    const kept = JSON.parse(readFileSync(path, "utf8")) as KeptLogin;
    if (parseSecret(kept.managementKey, "managementKey") !== null && URL.canParse(kept.url)) return kept;
  } catch {
    // Said below.
  }
  throw new CommandFailure(EXIT.configuration, `${path} is damaged. Remove it, and log in again.`);
}

/** Keeps a login in a file that only its user can read: as a whole, or not at all. @throws CommandFailure when it can't be written. */
export function keepLogin(environment: NodeJS.ProcessEnv, login: KeptLogin): string {
  const path = loginPath(environment);
  const waiting = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(waiting, { force: true });
    const file = openSync(waiting, "wx", 0o600);
    try {
      writeSync(file, `${JSON.stringify(login, null, 2)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    chmodSync(waiting, 0o600);
    renameSync(waiting, path);
    return path;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new CommandFailure(EXIT.cannotCreateFile, `${path} can't be written (${code}).`);
  }
}

export function removeLogin(environment: NodeJS.ProcessEnv): void {
  rmSync(loginPath(environment), { force: true });
}
