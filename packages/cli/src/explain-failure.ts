import type { ErrorData } from "@excalibur/api";
import { TRPCClientError } from "@trpc/client";
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
  if (!(error instanceof TRPCClientError)) throw error;
  const data = error.data as ErrorData | null | undefined;
  if (data == null) return new CommandFailure(EXIT.unavailable, `The server could not be reached: ${causeOf(error)}`);
  const fields = Object.entries(data.fieldErrors ?? {}).map(([name, words]) => `${name}: ${words.join(" ")}`);
  const reason = data.reason === null ? "" : ` (${data.reason})`;
  return new CommandFailure(
    BY_STATUS[data.httpStatus] ?? EXIT.serverFault,
    `${error.message}${reason}${fields.length === 0 ? "" : `\n${fields.join("\n")}`}`,
  );
}

function causeOf(error: Error): string {
  const { cause } = error;
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : error.message;
}
