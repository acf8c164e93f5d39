import { DatabaseStartError, oneLine } from "@excalibur/db/database-start-error";
import {
  DatabaseDamagedError,
  DatabaseInUseError,
  DatabaseTooNewError,
  MigrationChangedError,
  MigrationFailedError,
  MigrationUnfinishedError,
} from "@excalibur/db/errors";
import { isDatabaseAway } from "@excalibur/db/database-trouble";
import { databaseProblem } from "./start-problems.ts";
import { EXIT_CONFIGURATION, EXIT_TRY_LATER, StartupError } from "./startup-error.ts";

/** Errors that a later start meets again: an administrator must act. Their messages say how. */
const FATAL_STARTUP_ERRORS = [
  DatabaseDamagedError,
  DatabaseTooNewError,
  MigrationChangedError,
  MigrationFailedError,
  MigrationUnfinishedError,
];

/** Says for a person what kept a command from its work, in a line without a stack, with the status to end with. */
export function explainStart(error: unknown): StartupError {
  if (error instanceof StartupError) return error;
  if (error instanceof DatabaseStartError) return databaseProblem(error, error);
  if (error instanceof DatabaseInUseError) return new StartupError(error.message, EXIT_TRY_LATER, error);
  if (FATAL_STARTUP_ERRORS.some((kind) => error instanceof kind)) {
    return new StartupError(oneLine(error), EXIT_CONFIGURATION, error);
  }
  if (isDatabaseAway(error)) {
    const words = "The database stopped answering while the server started. See the database's own log.";
    return new StartupError(words, EXIT_TRY_LATER, error);
  }
  const words = `A fault of the server: ${oneLine(error)}${sourceLineOf(error)}. Please report it, with the version.`;
  return new StartupError(words, 1, error);
}

/** Where an error was thrown, in place of a stack. */
function sourceLineOf(error: unknown): string {
  const frame = error instanceof Error ? /^\s+at .*?([^\s/(]+:\d+):\d+\)?$/m.exec(error.stack ?? "") : null;
  return frame === null ? "" : ` (at ${frame[1]})`;
}
