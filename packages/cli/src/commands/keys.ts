import type { ApiKeyView, ExportFormat, ListKeysInput } from "@excalibur/api/contract";
import { failureOf } from "@excalibur/client";
import { labelTexts } from "@excalibur/api/labels";
import { Option, type Command } from "commander";
import type { Context } from "../context.ts";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { provesNoKey } from "../explain-failure.ts";
import { NewSecret } from "../new-secret.ts";
import { ReceivedSecret } from "../received-secret.ts";
import { shown, shownLabels, writeJson, writeTable, type Output } from "../output.ts";
import { addLabel, without } from "../read-labels.ts";
import { readPages } from "../read-pages.ts";
import { secretTarget } from "../secret-target.ts";
import { wholeNumber } from "../whole-number.ts";
import { formatOption, writeExport } from "../write-export.ts";
import { addRenewKeysCommand } from "./renew-keys.ts";

interface CreateOptions {
  readonly name: string;
  readonly executor?: string;
  readonly expires?: number;
  readonly externalId?: string;
  readonly note?: string;
  readonly label?: Record<string, string>;
  readonly secretFile?: string;
  readonly secret?: string;
}

interface ListOptions {
  readonly search?: string;
  readonly status?: ApiKeyView["status"];
  readonly label?: Record<string, string>;
  readonly executor?: string;
  readonly createdBy?: string;
  readonly owner?: string;
  readonly expiresWithin?: number;
  readonly unusedFor?: number;
  readonly neverUsed?: true;
  readonly shared?: true;
  readonly format?: ExportFormat;
}

interface UpdateOptions {
  readonly note?: string;
  readonly label?: Record<string, string>;
  readonly removeLabel?: string[];
  readonly owner?: string;
}

/** `excalibur keys …` */
export function addKeyCommands(program: Command, context: Context): void {
  const { run } = context;
  const keys = program.command("keys").description("API keys of executors");

  keys
    .command("list")
    .description("list keys, the newest first")
    .option(
      "--search <text>",
      "words, each in the name, note, a label, the creator, an executor, its host, the id or hint",
    )
    .option("--label <name=value>", "only keys with this label; may be repeated", addLabel)
    .option("--executor <id>", "only keys that this executor is bound to (exe_…)")
    .option("--created-by <id>", "only keys that this person created (usr_…)")
    .option("--owner <id>", "only keys that this member owns (mem_…), or none")
    .option("--expires-within <days>", "only keys that expire within so many days", wholeNumber)
    .option("--unused-for <days>", "only keys that were not used for so many days", wholeNumber)
    .option("--never-used", "only keys that no executor has presented yet")
    .option("--shared", "only keys that several executors share")
    .addOption(new Option("--status <status>", "only keys of this status").choices(["active", "expired", "revoked"]))
    .addOption(formatOption())
    .action(
      run(async (connection, output, { format, ...options }: ListOptions) => {
        const filter = filterOf(options);
        if (format !== undefined) return writeExport(connection, "keys", { format, ...addressOf(filter) });
        const { client } = connection;
        const found = await readPages((cursor) => client.apiKeys.list.query({ limit: 200, cursor, ...filter }));
        if (output.isJson) return writeJson(output, found);
        const row = ({ id, name, status: is, usedBy, lastUsedAt, effectiveExpiresAt }: ApiKeyView) =>
          [id, name, is, String(usedBy.total), shown(lastUsedAt), shown(effectiveExpiresAt)] as const;
        writeTable(output, ["ID", "NAME", "STATUS", "EXECUTORS", "LAST USED", "EXPIRES"], found.map(row));
      }),
    );

  keys
    .command("show <id>")
    .description("show one key")
    .action(run(async ({ client }, output, id: string) => writeKey(output, await client.apiKeys.get.query({ id }))));

  keys
    .command("create")
    .description("create a key; the secret is made here, and the server learns its hash")
    .requiredOption("--name <name>", "what people call it")
    .option("--executor <name>", "the only executor that may present it")
    .option("--expires <days>", "days until it expires; without it, as the policy says, or never", wholeNumber)
    .option("--note <text>", "what people should know about it")
    .option("--label <name=value>", "a label to find it by; may be repeated", addLabel)
    .option("--external-id <id>", "create it once: with the same id again, nothing changes")
    .option("--secret-file <path>", "write the secret to this file, which only you can read")
    .addOption(new Option("--secret <where>", "write the secret to standard output").choices(["-"]))
    .action(
      run(async ({ client }, output, options: CreateOptions) => {
        const { name, executor, expires, externalId, note, label } = options;
        const secret = new NewSecret(secretTarget(options), { mayReplace: externalId !== undefined });
        const target =
          executor === undefined ? { kind: "newExecutor" as const } : { kind: "name" as const, name: executor };
        const written = { ...(note !== undefined && { note }), ...(label && { labels: label }) };
        const life = expires === undefined ? {} : { expiresInDays: expires };
        const input = { name, target, ...life, ...written, ...secret.hashed };
        try {
          const made =
            externalId === undefined
              ? { ...(await client.apiKeys.create.mutate(input)), created: true }
              : await client.apiKeys.ensure.mutate({ ...input, externalId });
          const { key, created } = made;
          if (created || (secret.isTakenUp && key.hint === secret.hashed.hint)) secret.keep(output);
          else secret.discard();
          if (output.isJson) output.note(`${JSON.stringify({ created, key })}\n`);
          else output.note(`${created ? "created" : "unchanged"} ${key.id} ${key.name} (${key.status})\n`);
        } catch (error) {
          const failure = failureOf(error);
          if (failure?.kind === "refused" && failure.reason === "key_exists" && secret.isTakenUp) {
            secret.keep(output);
            const words =
              "A key with the secret that an interrupted run left exists already; the secret is in its file now.";
            throw new CommandFailure(EXIT.no, words);
          }
          if (provesNoKey(error)) secret.discard();
          throw error;
        }
      }),
    );

  keys
    .command("update <id>")
    .description("change the note, labels or owner of a key; what is not named stays")
    .option("--note <text>", "the new note; empty removes it")
    .option("--label <name=value>", "set a label; may be repeated", addLabel)
    .option("--remove-label <name...>", "remove labels by their names")
    .option("--owner <member>", "the id of the member who answers for it (mem_…), or none")
    .action(
      run(async ({ client }, output, id: string, { note, label, removeLabel = [], owner }: UpdateOptions) => {
        const before = label === undefined && removeLabel.length === 0 ? null : await client.apiKeys.get.query({ id });
        const labels = before && without({ ...before.labels, ...label }, removeLabel);
        const key = await client.apiKeys.update.mutate({
          id,
          ...(note !== undefined && { note }),
          ...(labels && { labels }),
          ...(owner !== undefined && { ownerId: owner === "none" ? null : owner }),
        });
        writeKey(output, key);
      }),
    );

  keys
    .command("rotate <id>")
    .description("issue a successor; the old key ends now, or once its executors have moved")
    .option("--when-moved", "let the old key end once its executors have moved")
    .option("--secret-file <path>", "write the successor's secret to this file, which only you can read")
    .addOption(new Option("--secret <where>", "write the successor's secret to standard output").choices(["-"]))
    .action(
      run(
        async ({ client }, output, id: string, options: { whenMoved?: true; secretFile?: string; secret?: string }) => {
          const oldKeyEnds = { kind: options.whenMoved === true ? ("whenMoved" as const) : ("now" as const) };
          const file = new ReceivedSecret(secretTarget(options));
          try {
            const { key, secret, replaced } = await client.apiKeys.rotate.mutate({ id, oldKeyEnds });
            file.write(secret, output);
            if (output.isJson) output.note(`${JSON.stringify({ key, replaced })}\n`);
            else output.note(`created ${key.id} ${key.name}, which follows ${replaced.id} (${replaced.status})\n`);
          } finally {
            file.close();
          }
        },
      ),
    );

  addRenewKeysCommand(keys, context);

  keys
    .command("revoke <id>")
    .description("revoke a key for good; when the command ends, no server accepts it")
    .option("--reason <text>", "why, for the audit log")
    .action(
      run(async ({ client }, output, id: string, { reason }: { reason?: string }) => {
        const revoked = await client.apiKeys.revoke.mutate({ id, ...(reason && { reason }) });
        if (output.isJson) return writeJson(output, revoked);
        output.out(`revoked ${revoked.key.id} ${revoked.key.name}\n`);
      }),
    );

  keys
    .command("pause <id>")
    .description("refuse a key for some minutes; when the command ends, no server accepts it")
    .requiredOption("--minutes <minutes>", "1 to 60; the pause ends by itself", wholeNumber)
    .option("--reason <text>", "why, for the audit log")
    .action(
      run(async ({ client }, output, id: string, { minutes, reason }: { minutes: number; reason?: string }) => {
        const paused = await client.apiKeys.pause.mutate({ id, minutes, ...(reason && { reason }) });
        if (output.isJson) return writeJson(output, paused);
        output.out(`paused ${paused.key.id} ${paused.key.name} until ${shown(paused.key.pausedUntil)}\n`);
      }),
    );

  keys
    .command("resume <id>")
    .description("end the pause of a key early")
    .action(
      run(async ({ client }, output, id: string) => {
        const resumed = await client.apiKeys.resume.mutate({ id });
        if (output.isJson) return writeJson(output, resumed);
        output.out(`resumed ${resumed.key.id} ${resumed.key.name}\n`);
      }),
    );

  keys
    .command("delete <id>")
    .description("delete a revoked key")
    .action(
      run(async ({ client }, output, id: string) => {
        const deleted = await client.apiKeys.delete.mutate({ id });
        if (output.isJson) return writeJson(output, deleted);
        output.out(`deleted ${deleted.id}\n`);
      }),
    );
}

type KeyFilter = Pick<ListKeysInput, "search" | "status" | "executorId" | "facets">;

/** What is asked for, by the names that the server has for it. */
function filterOf({ search, status, executor, ...options }: Omit<ListOptions, "format">): KeyFilter {
  const { label, createdBy, owner, expiresWithin, unusedFor, neverUsed, shared } = options;
  const facets = {
    ...(label && { labels: labelTexts(label) }),
    ...(createdBy !== undefined && { createdById: createdBy }),
    ...(owner !== undefined && { ownerId: owner }),
    ...(expiresWithin !== undefined && { expiresWithinDays: expiresWithin }),
    ...(unusedFor !== undefined && { unusedForDays: unusedFor }),
    ...(neverUsed && { neverUsed }),
    ...(shared && { shared }),
  };
  return {
    ...(search && { search }),
    ...(status && { status }),
    ...(executor !== undefined && { executorId: executor }),
    ...(Object.keys(facets).length > 0 && { facets }),
  };
}

/** The same as an address names it. */
function addressOf({ facets = {}, ...filter }: KeyFilter): Record<string, string | readonly string[]> {
  const { labels = [], ...rest } = facets;
  const texts = Object.entries({ ...filter, ...rest }).map(([name, value]) => [name, String(value)] as const);
  return { ...Object.fromEntries(texts), label: labels };
}

function writeKey(output: Output, key: ApiKeyView): void {
  if (output.isJson) return writeJson(output, key);
  const { usedBy, lastUsedAt, createdAt, createdBy, effectiveExpiresAt, owner, note } = key;
  writeTable(
    output,
    ["FIELD", "VALUE"],
    [
      ["id", key.id],
      ["name", key.name],
      ["hint", key.hint],
      ["status", key.status],
      ...(key.pausedUntil === null ? [] : [["paused until", shown(key.pausedUntil)] as const]),
      ["owner", owner?.name ?? "-"],
      ["note", note === "" ? "-" : note],
      ["labels", shownLabels(key.labels)],
      ["created", `${shown(createdAt)}${createdBy === null ? "" : ` by ${createdBy.name}`}`],
      ["expires", shown(effectiveExpiresAt)],
      ["last used", shown(lastUsedAt)],
      [
        "executors",
        `${usedBy.total}${usedBy.total === 0 ? "" : `: ${usedBy.executors.map(({ name }) => name).join(", ")}`}`,
      ],
    ],
  );
}
