import type { AskedRenewals } from "@excalibur/api/contract";
import { labelTexts } from "@excalibur/api/labels";
import type { Command } from "commander";
import type { Context } from "../context.ts";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { writeJson, type Output } from "../output.ts";
import { addLabel } from "../read-labels.ts";
import { wholeNumber } from "../whole-number.ts";

interface RenewOptions {
  readonly all?: true;
  readonly search?: string;
  readonly label?: Record<string, string>;
  readonly expect?: number;
  readonly oldKeysEndIn?: number;
}

const HOUR_MS = 60 * 60 * 1000;

/** `excalibur keys renew`: by ids, or by a filter whose number of keys the caller has seen. */
export function addRenewKeysCommand(keys: Command, { run }: Context): void {
  keys
    .command("renew [ids...]")
    .description("have the executors of keys make their next keys themselves, by ids or by a filter of active keys")
    .option("--all", "all active keys")
    .option("--search <text>", "active keys with these words")
    .option("--label <name=value>", "active keys with this label; may be repeated", addLabel)
    .option("--expect <number>", "how many keys the filter finds; without it, the number is shown", wholeNumber)
    .option(
      "--old-keys-end-in <hours>",
      "end old keys then, moved or not; without it, once all have moved",
      wholeNumber,
    )
    .action(
      run(async ({ client }, output, ids: string[], options: RenewOptions) => {
        const { expect, oldKeysEndIn } = options;
        const end = oldKeysEndIn === undefined ? {} : { oldKeyEndsAt: new Date(Date.now() + oldKeysEndIn * HOUR_MS) };
        const filter = filterOf(options);
        if ((ids.length === 0) === (filter === null)) {
          throw new CommandFailure(EXIT.usage, "Name keys by their ids, or by one of --all, --search and --label.");
        }
        if (filter === null) return writeAsked(output, await client.apiKeys.renewMany.mutate({ ids, ...end }));
        if (expect === undefined) {
          const found = (await client.apiKeys.preview.query(filter)).ids.length;
          if (found === 0) throw new CommandFailure(EXIT.no, "No active key matches. Nothing is changed.");
          throw new CommandFailure(
            EXIT.no,
            `${found} keys match. Nothing is changed; add --expect ${found} to renew them.`,
          );
        }
        const asked = await client.apiKeys.renewMany.mutate({ ...filter, expectedTotal: expect, ...end });
        writeAsked(output, asked);
      }),
    );
}

function filterOf({ all, search, label }: RenewOptions) {
  if (all === undefined && search === undefined && label === undefined) return null;
  return {
    status: "active" as const,
    ...(search !== undefined && { search }),
    ...(label && { facets: { labels: labelTexts(label) } }),
  };
}

function writeAsked(output: Output, asked: AskedRenewals): void {
  if (output.isJson) return writeJson(output, asked);
  output.out(`asked for ${asked.asked.length} keys: ${asked.executors} executors are told\n`);
  for (const { id, reason } of asked.skipped) output.out(`left as it is: ${id} (${reason})\n`);
}
