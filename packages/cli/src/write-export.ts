import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import type { ExportedList, ExportFormat } from "@excalibur/api/contract";
import { Option } from "commander";
import type { Connection } from "./connection.ts";
import { CommandFailure, EXIT, type ExitCode } from "./exit-codes.ts";

/** Said with a list: it is written as a file of this form, as the server makes it. */
export const formatOption = () =>
  new Option("--format <format>", "write all rows as a file of this form").choices(["csv", "jsonl"]);

/** Writes a list under a filter to standard output, as it arrives. */
export async function writeExport(
  { url, authorization }: Connection,
  list: ExportedList,
  { format, ...filter }: { format: ExportFormat } & Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<void> {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) {
    for (const each of typeof value === "string" ? [value] : (value ?? [])) query.append(name, each);
  }
  const address = `${url}/v1/${list}/export?${query.toString()}`;
  const response = await fetch(address, { headers: { authorization } }).catch((error: unknown) => {
    const words = error instanceof Error && error.cause instanceof Error ? error.cause.message : "no connection";
    throw new CommandFailure(EXIT.unavailable, `The server could not be reached: ${words}`);
  });
  if (!response.ok) throw await refusalOf(response);
  if (response.body === null) return;
  await pipeline(Readable.fromWeb(response.body), process.stdout, { end: false });
}

const EXIT_BY_STATUS: Readonly<Record<number, ExitCode>> = {
  401: EXIT.notPermitted,
  403: EXIT.notPermitted,
  429: EXIT.tryAgain,
  503: EXIT.unavailable,
};

async function refusalOf(response: Response): Promise<CommandFailure> {
  const problem: unknown = await response.json().catch(() => null);
  const { detail, reason } = (problem ?? {}) as { detail?: string; reason?: string };
  const words = `${detail ?? `The server answered with ${response.status}.`}${reason == null ? "" : ` (${reason})`}`;
  return new CommandFailure(EXIT_BY_STATUS[response.status] ?? EXIT.serverFault, words);
}
