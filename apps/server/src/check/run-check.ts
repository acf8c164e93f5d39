import type { Config } from "../config.ts";
import { warningsOf } from "../configuration/warnings.ts";
import { explainStart } from "../explain-start.ts";
import { EXIT_CONFIGURATION, EXIT_TRY_LATER, StartupError } from "../startup-error.ts";
import { checkDatabase } from "./check-database.ts";
import { checkDataFolder } from "./check-data-folder.ts";
import { checkListening } from "./check-listening.ts";
import type { Finding } from "./finding.ts";

/** @throws an error that `explainStart` has words for. */
type Check = (config: Config) => Promise<Finding[]> | Finding[];

/** As a start would go through them. Where one of a group fails, the rest of the group can't be looked at. */
const GROUPS: readonly (readonly Check[])[] = [
  [checkConfiguration],
  [checkDataFolder, checkDatabase],
  [checkListening],
];

function checkConfiguration(config: Config): Finding[] {
  const notes = warningsOf(config).map((words) => ({ is: "note" as const, words }));
  return [{ is: "ok", words: "The configuration can be used." }, ...notes];
}

/**
 * `excalibur-server check`: prints what a start would find, without serving or changing anything.
 * @returns the status to end with: 0 all is well; 78 an administrator must change something; 75 waiting helps.
 * @throws StartupError for words that it does not take.
 */
export async function runCheck(words: string[], config: Config, print: (line: string) => void): Promise<number> {
  if (words.length > 0) {
    throw new StartupError(
      "The check takes no arguments: it reads the environment, as a start does.",
      EXIT_CONFIGURATION,
    );
  }
  const statuses: number[] = [];
  for (const group of GROUPS) {
    try {
      for (const check of group) {
        for (const { is, words: finding } of await check(config)) print(`${is.padEnd(7)} ${finding}`);
      }
    } catch (error) {
      const { message, exitCode } = explainStart(error);
      print(`failed  ${message}`);
      statuses.push(exitCode);
    }
  }
  const worst = [1, EXIT_CONFIGURATION, EXIT_TRY_LATER].find((status) => statuses.includes(status));
  return worst ?? 0;
}
