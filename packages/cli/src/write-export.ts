import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { ExportedList, ExportFormat } from "@excalibur/api/contract";
import { Option } from "commander";
import type { Connection } from "./connection.ts";
import { CommandFailure, EXIT, type ExitCode } from "./exit-codes.ts";

/** Said with a list: it is written as a file of this form, as the server makes it. */
export const formatOption = () =>
  new Option("--format <format>", "write all rows as a file of this form").choices(["csv", "jsonl"]);

/** Writes a list under a filter to standard output, as it arrives. */
export async function writeExport(
  { read }: Connection,
  list: ExportedList,
  { format, ...filter }: { format: ExportFormat } & Readonly<Record<string, string | readonly string[] | undefined>>,
): Promise<void> {
  const query = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter)) {
    for (const each of typeof value === "string" ? [value] : (value ?? [])) query.append(name, each);
  }
  const answer = await read(`/v1/${list}/export?${query.toString()}`);
  const { statusCode: status = 0 } = answer;
  if (status !== 200) throw refusalOf(status, await text(answer));
  await pipeline(answer, process.stdout, { end: false });
}

const EXIT_BY_STATUS: Readonly<Record<number, ExitCode>> = {
  401: EXIT.notPermitted,
  403: EXIT.notPermitted,
  429: EXIT.tryAgain,
  503: EXIT.unavailable,
};

function refusalOf(status: number, body: string): CommandFailure {
  const { detail, reason } = parsed(body);
  const words = `${detail ?? `The server answered with ${status}.`}${reason == null ? "" : ` (${reason})`}`;
  return new CommandFailure(EXIT_BY_STATUS[status] ?? EXIT.serverFault, words);
}

function parsed(body: string): { detail?: string; reason?: string } {
  try {
    return JSON.parse(body) as object;
  } catch {
    return {};
  }
}
