import type { ExportFormat, MemberView } from "@excalibur/api/contract";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { shown, writeJson, writeTable } from "../output.ts";
import { formatOption, writeExport } from "../write-export.ts";

/** `excalibur members …` */
export function addMemberCommands(program: Command, { run }: Context): void {
  const members = program.command("members").description("members of the organization");

  members
    .command("list")
    .description("list members, the owner first")
    .addOption(formatOption())
    .action(
      run(async (connection, output, { format }: { format?: ExportFormat }) => {
        if (format !== undefined) return writeExport(connection, "members", { format });
        const { items } = await connection.client.members.list.query();
        if (output.isJson) return writeJson(output, items);
        const row = ({ id, user, role, joinedAt }: MemberView) =>
          [id, user.name, user.email, role, shown(joinedAt)] as const;
        writeTable(output, ["ID", "NAME", "E-MAIL", "ROLE", "JOINED"], items.map(row));
      }),
    );
}
