import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { EXIT_CONFIGURATION, StartupError } from "../startup-error.ts";
import { backUp } from "./back-up.ts";
import { restore, type Restored } from "./restore.ts";

const BACKUP_USAGE = "Say where the backup goes: excalibur-server backup FOLDER";
const RESTORE_USAGE = "Say which backup to restore: excalibur-server restore FOLDER [--replace]";

/** `excalibur-server backup FOLDER`. @returns the message to print at the end. @throws StartupError in words. */
export async function runBackup(words: string[], config: Config): Promise<string> {
  requireEmbeddedDatabase(config);
  const { folder } = readArguments(words, {}, BACKUP_USAGE);
  await backUp(config.dataFolder, folder);
  return (
    `The backup is in ${folder}. It holds every account's password hash and, unless EXCALIBUR_AUTH_SECRET is set, ` +
    "the secret that signs sessions: keep it as you keep the server's data folder."
  );
}

/** `excalibur-server restore FOLDER [--replace]`. @returns the message to print at the end. @throws StartupError in words. */
export async function runRestore(words: string[], config: Config): Promise<string> {
  requireEmbeddedDatabase(config);
  const { folder, flags } = readArguments(words, { replace: { type: "boolean", default: false } }, RESTORE_USAGE);
  const restored = await restore(config.dataFolder, folder, { replace: flags["replace"] === true, now: clock.now });
  const { replacedFolder } = restored;
  return [
    `The backup is restored in ${config.dataFolder}. Start the server.`,
    ...(replacedFolder === null ? [] : [`What stood there before is in ${replacedFolder}.`]),
    describeKeys(restored),
  ].join("\n");
}

function describeKeys({ replacedFolder, revokedAgain }: Restored): string {
  if (replacedFolder === null || revokedAgain === null) {
    return (
      "Keys that were revoked after this backup was made are active again: there was no other database to learn them " +
      "from. Look through the list of keys before executors connect."
    );
  }
  if (revokedAgain.length === 0) return "No key had been revoked since the backup.";
  const names = revokedAgain.map(({ id, name }) => `  ${id} ${name}`);
  return `Revoked or deleted since the backup, and revoked again now:\n${names.join("\n")}`;
}

function requireEmbeddedDatabase({ databaseUrl }: Config): void {
  if (databaseUrl === null) return;
  throw new StartupError(
    "These commands are for the embedded database. PostgreSQL has its own: see docs/operating.md, Backup.",
    EXIT_CONFIGURATION,
  );
}

function readArguments(words: string[], options: { replace?: { type: "boolean"; default: boolean } }, usage: string) {
  try {
    const { positionals, values } = parseArgs({ args: words, options: { ...options }, allowPositionals: true });
    const [folder] = positionals;
    if (folder !== undefined && positionals.length === 1) return { folder: resolve(folder), flags: values };
  } catch {
    // An unknown option: the usage lists the options.
  }
  throw new StartupError(usage, EXIT_CONFIGURATION);
}
