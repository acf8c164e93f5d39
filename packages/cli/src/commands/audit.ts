import type { AuditVerification, ExportFormat } from "@excalibur/api/contract";
import { Option, type Command } from "commander";
import type { Context } from "../context.ts";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { writeJson } from "../output.ts";
import { writeExport } from "../write-export.ts";

/** `excalibur audit …` */
export function addAuditCommands(program: Command, { run }: Context): void {
  const audit = program.command("audit").description("the audit log");

  audit
    .command("export")
    .description("write the audit log to standard output, the oldest change first")
    .addOption(new Option("--format <format>", "of the rows").choices(["jsonl", "csv"]).default("jsonl"))
    .action(
      run((connection, _output, { format }: { format: ExportFormat }) => writeExport(connection, "audit", { format })),
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
        if (!output.isJson) for (const one of result.cosigned) output.out(describeCosigned(one));
        if (result.ok) return;
        const { sequence, problem } = result.firstBad ?? { sequence: 0, problem: "unknown" };
        throw new CommandFailure(EXIT.no, `The audit log is broken at row ${sequence} (${problem}).`);
      }),
    );
}

function describeCosigned({ witness, sequence, at }: AuditVerification["cosigned"][number]): string {
  return `co-signed up to row ${sequence} by ${witness} at ${at.toISOString()}\n`;
}
