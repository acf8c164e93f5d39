import type { ExecutorView, ExportFormat } from "@excalibur/api/contract";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { shown, shownLabels, writeJson, writeTable, type Output } from "../output.ts";
import { addLabel, without } from "../read-labels.ts";
import { readPages } from "../read-pages.ts";
import { formatOption, writeExport } from "../write-export.ts";

interface ListOptions {
  readonly search?: string;
  readonly offline?: true;
  readonly format?: ExportFormat;
}

interface UpdateOptions {
  readonly note?: string;
  readonly label?: Record<string, string>;
  readonly removeLabel?: string[];
}

/** `excalibur executors …` */
export function addExecutorCommands(program: Command, { run }: Context): void {
  const executors = program.command("executors").description("executors of the organization");

  executors
    .command("list")
    .description("list executors by name")
    .option("--search <text>", "part of the name or the id")
    .option("--offline", "only those that are offline")
    .addOption(formatOption())
    .action(
      run(async (connection, output, { search, offline, format }: ListOptions) => {
        const online = offline === true ? "false" : undefined;
        if (format !== undefined) return writeExport(connection, "executors", { format, search, online });
        const { client } = connection;
        const found = await readPages((cursor) =>
          client.executors.list.query({
            limit: 200,
            cursor,
            ...(search && { search }),
            ...(offline && { online: false }),
          }),
        );
        if (output.isJson) return writeJson(output, found);
        const row = ({ id, name, state, version, boundKey, lastSeenAt }: ExecutorView) =>
          [id, name, state, version, boundKey?.name ?? "-", shown(lastSeenAt)] as const;
        writeTable(output, ["ID", "NAME", "STATE", "VERSION", "KEY", "LAST SEEN"], found.map(row));
      }),
    );

  executors
    .command("show <id>")
    .description("show one executor")
    .action(
      run(async ({ client }, output, id: string) => {
        const executor = await client.executors.get.query({ id });
        writeExecutor(output, executor);
      }),
    );

  executors
    .command("update <id>")
    .description("change the note or labels of an executor; what is not named stays")
    .option("--note <text>", "the new note; empty removes it")
    .option("--label <name=value>", "set a label; may be repeated", addLabel)
    .option("--remove-label <name...>", "remove labels by their names")
    .action(
      run(async ({ client }, output, id: string, { note, label, removeLabel = [] }: UpdateOptions) => {
        const before =
          label === undefined && removeLabel.length === 0 ? null : await client.executors.get.query({ id });
        const labels = before && without({ ...before.labels, ...label }, removeLabel);
        const executor = await client.executors.update.mutate({
          id,
          ...(note !== undefined && { note }),
          ...(labels && { labels }),
        });
        writeExecutor(output, executor);
      }),
    );

  executors
    .command("revoke-access <id>")
    .description("revoke the key that an executor is bound to, also for those that share it")
    .action(
      run(async ({ client }, output, id: string) => {
        const revoked = await client.executors.revokeAccess.mutate({ id });
        if (output.isJson) return writeJson(output, revoked);
        output.out(`revoked ${revoked.key.id} ${revoked.key.name}\n`);
      }),
    );

  executors
    .command("delete <id>")
    .description("delete an executor, and revoke its key")
    .action(
      run(async ({ client }, output, id: string) => {
        const deleted = await client.executors.delete.mutate({ id });
        if (output.isJson) return writeJson(output, deleted);
        output.out(`deleted ${deleted.id}\n`);
      }),
    );
}

function writeExecutor(output: Output, executor: ExecutorView): void {
  if (output.isJson) return writeJson(output, executor);
  const { boundKey } = executor;
  writeTable(
    output,
    ["FIELD", "VALUE"],
    [
      ["id", executor.id],
      ["name", executor.name],
      ["kind", executor.kind],
      ["state", executor.state],
      ["version", executor.version],
      ["host", executor.host ?? "-"],
      ["note", executor.note === "" ? "-" : executor.note],
      ["labels", shownLabels(executor.labels)],
      ["key", boundKey === null ? "-" : `${boundKey.id} ${boundKey.name} (${boundKey.status})`],
      ["first seen", shown(executor.firstSeenAt)],
      ["last seen", shown(executor.lastSeenAt)],
    ],
  );
}
