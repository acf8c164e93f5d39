import type { ExecutorView } from "@excalibur/api/contract";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { shown, writeJson, writeTable } from "../output.ts";
import { readPages } from "../read-pages.ts";

/** `excalibur executors …` */
export function addExecutorCommands(program: Command, { run }: Context): void {
  const executors = program.command("executors").description("executors of the organization");

  executors
    .command("list")
    .description("list executors by name")
    .option("--search <text>", "part of the name or the id")
    .option("--offline", "only those that are offline")
    .action(
      run(async ({ client }, output, { search, offline }: { search?: string; offline?: true }) => {
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
        if (output.isJson) return writeJson(output, executor);
        const { name, kind, state, version, host, boundKey, firstSeenAt, lastSeenAt } = executor;
        writeTable(
          output,
          ["FIELD", "VALUE"],
          [
            ["id", id],
            ["name", name],
            ["kind", kind],
            ["state", state],
            ["version", version],
            ["host", host ?? "-"],
            ["key", boundKey === null ? "-" : `${boundKey.id} ${boundKey.name} (${boundKey.status})`],
            ["first seen", shown(firstSeenAt)],
            ["last seen", shown(lastSeenAt)],
          ],
        );
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
