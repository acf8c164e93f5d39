import type { CodeUseView, CodeView, CreateCodeInput } from "@excalibur/api/contract";
import { Option, type Command } from "commander";
import type { Connection } from "../connection.ts";
import type { Context } from "../context.ts";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { shown, writeJson, writeTable, type Output } from "../output.ts";
import { addLabel } from "../read-labels.ts";
import { ReceivedSecret } from "../received-secret.ts";
import { secretTarget } from "../secret-target.ts";
import { wholeNumber } from "../whole-number.ts";

interface CreateOptions {
  readonly executor?: string;
  readonly pattern?: string;
  readonly kind?: "agent" | "operator";
  readonly hosts?: number;
  readonly minutes?: number;
  readonly keyExpires?: number;
  readonly label?: Record<string, string>;
  readonly lockedOut?: true;
  readonly secretFile?: string;
  readonly secret?: string;
}

/** `excalibur codes …` */
export function addCodeCommands(program: Command, { run }: Context): void {
  const codes = program.command("codes").description("enrolment codes, with which hosts make their own keys");

  codes
    .command("list")
    .description("list codes, the newest first")
    .action(
      run(async ({ client }, output) => {
        const { items } = await client.codes.list.query();
        if (output.isJson) return writeJson(output, items);
        const row = (code: CodeView) =>
          [code.id, hostsOf(code), code.status, `${code.uses}/${code.maxUses}`, shown(code.expiresAt)] as const;
        writeTable(output, ["ID", "FOR", "STATUS", "USES", "EXPIRES"], items.map(row));
      }),
    );

  codes
    .command("create")
    .description("create a code for one host, or for many")
    .option("--executor <name>", "the one executor that may be enrolled")
    .option("--pattern <names>", "names for many hosts, such as web-{n}; without it, each host names itself")
    .addOption(new Option("--kind <kind>", "only executors of this kind").choices(["agent", "operator"]))
    .option("--hosts <number>", "how many hosts may use it; without it, one", wholeNumber)
    .option("--minutes <minutes>", "how long it is good; without it, 15", wholeNumber)
    .option(
      "--key-expires <days>",
      "days that each key lives; without it, as the policy says, or for ever",
      wholeNumber,
    )
    .option("--label <name=value>", "a label that the keys get; may be repeated", addLabel)
    .option("--locked-out", "a code for each executor that is locked out after a restore; writes NAME,CODE lines")
    .option("--secret-file <path>", "write the code to this file, which only you can read")
    .addOption(new Option("--secret <where>", "write the code to standard output").choices(["-"]))
    .action(
      run(async ({ client }, output, options: CreateOptions) => {
        const file = new ReceivedSecret(secretTarget(options));
        if (options.lockedOut === true) return writeLockedOut(client, file, output, options);
        try {
          const { code, secret } = await client.codes.create.mutate(inputOf(options));
          file.write(secret, output);
          if (output.isJson) output.note(`${JSON.stringify({ code })}\n`);
          else output.note(`created ${code.id} for ${hostsOf(code)}, good until ${shown(code.expiresAt)}\n`);
        } finally {
          file.close();
        }
      }),
    );

  codes
    .command("uses <id>")
    .description("list the hosts that have used a code, the latest first")
    .action(
      run(async ({ client }, output, id: string) => {
        const { items } = await client.codes.uses.query({ id });
        if (output.isJson) return writeJson(output, items);
        const row = (use: CodeUseView) => [use.executorName, use.keyId, use.address, shown(use.at)] as const;
        writeTable(output, ["EXECUTOR", "KEY", "ADDRESS", "AT"], items.map(row));
      }),
    );

  codes
    .command("revoke <id>")
    .description("make a code worthless for hosts that have not used it; their keys stay")
    .action(
      run(async ({ client }, output, id: string) => {
        const revoked = await client.codes.revoke.mutate({ id });
        if (output.isJson) return writeJson(output, revoked);
        output.out(`revoked ${revoked.code.id}, used by ${revoked.code.uses} of ${revoked.code.maxUses}\n`);
      }),
    );
}

/** One line for each executor: its name and its code. */
async function writeLockedOut(
  client: Connection["client"],
  file: ReceivedSecret,
  output: Output,
  { minutes, executor, pattern, hosts, kind }: CreateOptions,
): Promise<void> {
  try {
    if (executor !== undefined || pattern !== undefined || hosts !== undefined || kind !== undefined) {
      throw new CommandFailure(
        EXIT.usage,
        "--locked-out names the executors itself: leave out --executor and the like.",
      );
    }
    const minuteOption = minutes === undefined ? {} : { expiresInMinutes: minutes };
    const { codes } = await client.codes.createForLockedOut.mutate(minuteOption);
    if (codes.length > 0) file.write(codes.map(({ code, secret }) => `${code.name},${secret}`).join("\n"), output);
    output.note(codes.length === 0 ? "no executor is locked out\n" : `created ${codes.length} codes\n`);
  } finally {
    file.close();
  }
}

function inputOf({ executor, pattern, kind, hosts, minutes, keyExpires, label }: CreateOptions): CreateCodeInput {
  return {
    ...(executor !== undefined && { name: executor }),
    ...(pattern !== undefined && { namePattern: pattern }),
    ...(kind !== undefined && { kind }),
    ...(hosts !== undefined && { maxUses: hosts }),
    ...(minutes !== undefined && { expiresInMinutes: minutes }),
    ...(keyExpires !== undefined && { keyExpiresInDays: keyExpires }),
    ...(label && { labels: label }),
  };
}

function hostsOf({ name, namePattern }: CodeView): string {
  return name ?? namePattern ?? "any host";
}
