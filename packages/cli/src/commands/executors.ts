import type { ExecutorView, ExportFormat, OLDER_THAN_NEWEST } from "@excalibur/api/contract";
import { labelTexts } from "@excalibur/api/labels";
import { Option, type Command } from "commander";
import type { Context } from "../context.ts";
import { shown, shownLabels, writeJson, writeTable, type Output } from "../output.ts";
import { addLabel, without } from "../read-labels.ts";
import { readPages } from "../read-pages.ts";
import { formatOption, writeExport } from "../write-export.ts";

const STATES = ["online", "duplicated", "refused", "offline"] as const satisfies readonly ExecutorView["state"][];
const KINDS = ["agent", "operator"] as const satisfies readonly ExecutorView["kind"][];
const OLDER: typeof OLDER_THAN_NEWEST = "<newest";

interface ListOptions {
  readonly search?: string;
  readonly state?: ExecutorView["state"];
  readonly offline?: true;
  readonly kind?: ExecutorView["kind"];
  readonly executorVersion?: string;
  readonly older?: true;
  readonly key?: string;
  readonly label?: Record<string, string>;
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
    .option("--search <text>", "words, each a part of the name, the note, a label, the host, the key's name or the id")
    .addOption(new Option("--state <state>", "only those in this state").choices(STATES))
    .option("--offline", "only those that do not sync, refused or silent")
    .addOption(new Option("--kind <kind>", "only those of this kind").choices(KINDS))
    .option("--executor-version <version>", "only those of this version")
    .addOption(
      new Option("--older", "only those of a version older than the newest that any has").conflicts("executorVersion"),
    )
    .option("--key <id>", "only those that are bound to this key")
    .option("--label <name=value>", "only those with this label; may be repeated", addLabel)
    .addOption(formatOption())
    .action(
      run(async (connection, output, { format, ...options }: ListOptions) => {
        const { offline, labels, ...filter } = filterOf(options);
        if (format !== undefined) {
          const online = offline === true ? "false" : undefined;
          return writeExport(connection, "executors", { format, ...filter, online, label: labels });
        }
        const { client } = connection;
        const asked = { ...filter, ...(labels && { labels }), ...(offline && { online: false }) };
        const found = await readPages((cursor) => client.executors.list.query({ limit: 200, cursor, ...asked }));
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
    .command("renew <id>")
    .description("have an executor make its next key itself; others that share its key stay on it")
    .action(
      run(async ({ client }, output, id: string) => {
        const asked = await client.executors.renew.mutate({ id });
        if (output.isJson) return writeJson(output, asked);
        output.out(asked.executors === 0 ? "it is told to already\n" : "it is told to renew its key\n");
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

/** What is asked for, by the names that the server has for it. */
function filterOf({ search, state, offline, kind, executorVersion, older, key, label }: Omit<ListOptions, "format">) {
  const version = older === true ? OLDER : executorVersion;
  return {
    ...(search && { search }),
    ...(state && { state }),
    ...(kind && { kind }),
    ...(version !== undefined && { version }),
    ...(key !== undefined && { apiKeyId: key }),
    ...(label && { labels: labelTexts(label) }),
    offline,
  };
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
      ["renewal", renewalOf(executor)],
      ["first seen", shown(executor.firstSeenAt)],
      ["last seen", shown(executor.lastSeenAt)],
    ],
  );
}

function renewalOf({ renewal, boundKey }: ExecutorView): string {
  const last = boundKey === null || boundKey.renewedAt === null ? "" : `last on ${shown(boundKey.renewedAt)}`;
  if (renewal === null) return last === "" ? "-" : last;
  const trouble = renewal.cannotRenew === null ? "" : `, which it can't: ${renewal.cannotRenew}`;
  return `asked for${trouble}${last === "" ? "" : `; ${last}`}`;
}
