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
  /** The organization's name. */
  readonly organization: string;
  /** How its address is written; absent in logins that older versions kept. */
  readonly slug?: string;
  readonly expiresAt: string;
}

/** Which login: absent parts match any. */
interface Wanted {
  readonly url: string | null;
  /** The name of an organization, or its slug. */
  readonly organization: string | null;
}

/** The file of the logins, in the user's folder for settings. */
export function loginPath(environment: NodeJS.ProcessEnv): string {
  const { XDG_CONFIG_HOME: config, APPDATA: windows } = environment;
  return join(config || windows || join(environment["HOME"] ?? homedir(), ".config"), "excalibur", "login.json");
}

/** @returns one for each organization of each server. @throws CommandFailure when others could read them, or the file is damaged. */
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

/** @returns the login that is wanted; null: there is none. @throws CommandFailure when several are. */
export function findLogin(environment: NodeJS.ProcessEnv, { url, organization }: Wanted): KeptLogin | null {
  const found = readLogins(environment).filter(
    (login) => (url === null || login.url === url) && (organization === null || isOf(login, organization)),
  );
  if (found.length <= 1) return found[0] ?? null;
  const places = found.map((login) => `${login.organization} at ${login.url}`).join(" and ");
  const isOneServer = new Set(found.map((login) => login.url)).size === 1;
  const how = isOneServer ? "give --organization, or set EXCALIBUR_ORGANIZATION" : "set EXCALIBUR_URL";
  throw new CommandFailure(EXIT.configuration, `You are logged in to ${places}. Say which: ${how}.`);
}

/** Keeps a login in place of the one of its organization. @returns the file. @throws CommandFailure when it can't be written. */
export function keepLogin(environment: NodeJS.ProcessEnv, login: KeptLogin): string {
  return writeLogins(environment, [...othersThan(login, readLogins(environment)), login]);
}

/** Deletes the login of an organization. @throws CommandFailure when the file can't be written. */
export function removeLogin(environment: NodeJS.ProcessEnv, login: KeptLogin): void {
  const others = othersThan(login, readLogins(environment));
  if (others.length === 0) rmSync(loginPath(environment), { force: true });
  else writeLogins(environment, others);
}

/** @returns the login of the same organization; null: there is none. */
export function loginOfSame(environment: NodeJS.ProcessEnv, login: Pick<KeptLogin, "url" | "slug" | "organization">) {
  return readLogins(environment).find((kept) => isSame(kept, login)) ?? null;
}

function othersThan(login: KeptLogin, logins: readonly KeptLogin[]): KeptLogin[] {
  return logins.filter((kept) => !isSame(kept, login));
}

function isSame(kept: KeptLogin, { url, slug, organization }: Pick<KeptLogin, "url" | "slug" | "organization">) {
  const isOrganization = kept.slug === undefined || slug === undefined ? isOf(kept, organization) : kept.slug === slug;
  return kept.url === url && isOrganization;
}

function isOf({ slug, organization }: KeptLogin, named: string): boolean {
  return slug === named || organization === named;
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
