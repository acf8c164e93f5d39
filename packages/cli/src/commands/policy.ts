import type { Command } from "commander";
import type { Context } from "../context.ts";
import { writeJson, writeTable } from "../output.ts";

/** `excalibur policy`: to be read; `apply` changes it. */
export function addPolicyCommand(program: Command, { run }: Context): void {
  program
    .command("policy")
    .description("show the organization's policy of keys")
    .action(
      run(async ({ client }, output) => {
        const policy = await client.policies.get.query();
        if (output.isJson) return writeJson(output, policy);
        const value = (number: number | null, unit: string) => (number === null ? "-" : `${number} ${unit}`);
        writeTable(
          output,
          ["RULE", "VALUE"],
          [
            ["longest life", value(policy.longestLifeDays, "days")],
            ["default life", value(policy.defaultLifeDays, "days")],
            ["renew at", value(policy.renewAtPercent, "% of the life")],
            ["revoke unused after", value(policy.unusedDays, "days")],
            ["exempt keys with", policy.exemptLabel ?? "-"],
          ],
        );
      }),
    );
}
