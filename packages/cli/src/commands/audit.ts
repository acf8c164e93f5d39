import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import { Option, type Command } from "commander";
import type { Context } from "../context.ts";
import { CommandFailure, EXIT, type ExitCode } from "../exit-codes.ts";
import { writeJson } from "../output.ts";

/** `excalibur audit …` */
export function addAuditCommands(program: Command, { run }: Context): void {
  const audit = program.command("audit").description("the audit log");

  audit
    .command("export")
    .description("write the audit log to standard output, the oldest change first")
    .addOption(new Option("--format <format>", "of the rows").choices(["jsonl", "csv"]).default("jsonl"))
    .action(
      run(async ({ url, authorization }, _output, { format }: { format: string }) => {
        const response = await fetch(`${url}/v1/audit/export?format=${format}`, { headers: { authorization } }).catch(
          (error: unknown) => {
            const words =
              error instanceof Error && error.cause instanceof Error ? error.cause.message : "no connection";
            throw new CommandFailure(EXIT.unavailable, `The server could not be reached: ${words}`);
          },
        );
        if (!response.ok) throw await refusalOf(response);
        if (response.body === null) return;
        await pipeline(Readable.fromWeb(response.body), process.stdout, { end: false });
      }),
    );

  audit
    .command("verify")
    .description("check the whole chain; ends with 1 when a row was changed, removed or moved")
    .option("--head <hash>", "the head noted at an earlier verification")
    .action(
      run(async ({ client }, output, { head }: { head?: string }) => {
        const result = await client.audit.verify.query(head === undefined ? undefined : { head });
        if (output.isJson) writeJson(output, result);
        else if (result.ok) output.out(`ok: ${result.checked} rows, head ${result.head}\n`);
        if (result.ok) return;
        const { sequence, problem } = result.firstBad ?? { sequence: 0, problem: "unknown" };
        throw new CommandFailure(EXIT.no, `The audit log is broken at row ${sequence} (${problem}).`);
      }),
    );
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
