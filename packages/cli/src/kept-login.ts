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

/** The file of the logins, in the user's folder for settings. */
export function loginPath(environment: NodeJS.ProcessEnv): string {
  const { XDG_CONFIG_HOME: config, APPDATA: windows } = environment;
  return join(config || windows || join(environment["HOME"] ?? homedir(), ".config"), "excalibur", "login.json");
}

/** @returns one for each server. @throws CommandFailure when others could read them, or the file is damaged. */
export function readLogins(environment: NodeJS.ProcessEnv): readonly KeptLogin[] {
  const path = loginPath(environment);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (process.platform !== "win32" && (found.mode & 0o077) !== 0) {
    throw new CommandFailure(
      EXIT.configuration,
      `${path} can be read by others. Log out, and revoke the key in the app.`,
    );
  }
  try {
    const kept = JSON.parse(readFileSync(path, "utf8")) as KeptLogin[];
    const isWhole = ({ managementKey, url }: KeptLogin) =>
      parseSecret(managementKey, "managementKey") !== null && URL.canParse(url);
    if (kept.every(isWhole)) return kept;
  } catch {
    // Said below.
  }
  throw new CommandFailure(EXIT.configuration, `${path} is damaged. Remove it, and log in again.`);
}

/** @returns the login at a server; of the only server when none is named. @throws CommandFailure when there are several then. */
export function findLogin(environment: NodeJS.ProcessEnv, url: string | null): KeptLogin | null {
  const logins = readLogins(environment);
  if (url !== null) return logins.find((login) => login.url === url) ?? null;
  if (logins.length > 1) {
    const servers = logins.map((login) => login.url).join(" and ");
    throw new CommandFailure(EXIT.configuration, `You are logged in to ${servers}. Say which: set EXCALIBUR_URL.`);
  }
  return logins[0] ?? null;
}

/** Keeps a login beside those at other servers. @returns the file. @throws CommandFailure when it can't be written. */
export function keepLogin(environment: NodeJS.ProcessEnv, login: KeptLogin): string {
  const others = readLogins(environment).filter(({ url }) => url !== login.url);
  return writeLogins(environment, [...others, login]);
}

/** Deletes the login at a server. @throws CommandFailure when the file can't be written. */
export function removeLogin(environment: NodeJS.ProcessEnv, { url }: KeptLogin): void {
  const others = readLogins(environment).filter((login) => login.url !== url);
  if (others.length === 0) rmSync(loginPath(environment), { force: true });
  else writeLogins(environment, others);
}

/** Into a file that only its user can read: as a whole, or not at all. */
function writeLogins(environment: NodeJS.ProcessEnv, logins: readonly KeptLogin[]): string {
  const path = loginPath(environment);
  const waiting = `${path}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    rmSync(waiting, { force: true });
    const file = openSync(waiting, "wx", 0o600);
    try {
      writeSync(file, `${JSON.stringify(logins, null, 2)}\n`);
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
