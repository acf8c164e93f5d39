import { failureOf, type Failure } from "@excalibur/client";
import { CommandFailure, EXIT, type ExitCode } from "./exit-codes.ts";

const BY_STATUS: Readonly<Record<number, ExitCode>> = {
  400: EXIT.invalidInput,
  401: EXIT.notPermitted,
  403: EXIT.notPermitted,
  404: EXIT.notFound,
  409: EXIT.no,
  413: EXIT.invalidInput,
  429: EXIT.tryAgain,
  503: EXIT.unavailable,
};

/** What went wrong, as one line for people and an exit code for scripts. */
export function explainFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  const failure = failureOf(error);
  if (failure === null) throw error;
  return explain(failure);
}

function explain(failure: Failure): CommandFailure {
  switch (failure.kind) {
    case "unreachable":
      return new CommandFailure(EXIT.unavailable, `The server could not be reached. ${failure.message}`);
    case "fault":
      return new CommandFailure(BY_STATUS[failure.httpStatus] ?? EXIT.serverFault, failure.message);
    case "refused": {
      const { httpStatus, message, reason, fieldErrors } = failure;
      const fields = Object.entries(fieldErrors)
        // Most messages say it of each field already.
        .filter(([, words]) => !words.every((each) => message.includes(each)))
        .map(([name, words]) => `\n${name}: ${words.join(" ")}`);
      return new CommandFailure(BY_STATUS[httpStatus] ?? EXIT.serverFault, `${message} (${reason})${fields.join("")}`);
    }
  }
}

/**
 * Whether an error of a creation proves that no key has its secret. Without an answer, or with one of a server whose database is away,
 * that is not known; `key_exists` says that one has it.
 */
export function provesNoKey(error: unknown): boolean {
  const failure = failureOf(error);
  return failure?.kind === "refused" && failure.httpStatus < 500 && failure.reason !== "key_exists";
}
