import { setTimeout as sleep } from "node:timers/promises";
import type { EventView, ExportFormat } from "@excalibur/api/contract";
import type { Command } from "commander";
import type { Connection } from "../connection.ts";
import type { Context } from "../context.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { explainFailure } from "../explain-failure.ts";
import { EventFollower } from "../follow-events.ts";
import { shown, writeJson, type Output } from "../output.ts";
import { wholeNumber } from "../whole-number.ts";
import { formatOption, writeExport } from "../write-export.ts";

const ASK_EVERY_MS = 2_000;
const PAGE = 200;
const SHOWN = 50;

/** What passes while servers restart, or when they are asked too much. */
const PASSES: ReadonlySet<ExitCode> = new Set([EXIT.unavailable, EXIT.serverFault, EXIT.tryAgain]);

type Client = Connection["client"];

interface EventOptions {
  readonly follow?: true;
  readonly limit?: number;
  readonly format?: ExportFormat;
}

/** `excalibur events` */
export function addEventCommand(program: Command, { run }: Context): void {
  program
    .command("events")
    .description("what happened to executors, the oldest first")
    .option("--follow", "go on with what happens from now on, until interrupted")
    .addOption(formatOption().conflicts("follow"))
    .option(
      "--limit <number>",
      "how many of the latest events: 50 unless it is named, all of them with --format",
      wholeNumber,
    )
    .action(
      run(async (connection, output, { follow, limit: asked, format }: EventOptions) => {
        if (format !== undefined) return writeExport(connection, "events", { format, limit: asked?.toString() });
        const limit = asked ?? SHOWN;
        const { client } = connection;
        const latest = await client.events.list.query({ limit: Math.min(Math.max(limit, 1), PAGE) });
        const shownNow = limit === 0 ? [] : latest.items.toReversed();
        for (const event of shownNow) writeEvent(output, event);
        if (follow === true) await writeNews(client, output, latest.items);
      }),
    );
}

/** Writes what happens from now on, until the command is interrupted, or its key is not accepted any more. */
async function writeNews(client: Client, output: Output, known: readonly EventView[]): Promise<never> {
  const follower = new EventFollower(known);
  for (let isAway = false; ;) {
    await sleep(ASK_EVERY_MS);
    try {
      const news = await follower.readNews((asked) => client.events.list.query({ limit: PAGE, ...asked }));
      if (isAway) output.note("excalibur: the server answers again\n");
      isAway = false;
      for (const event of news) writeEvent(output, event);
    } catch (error) {
      const { exitCode, message } = explainFailure(error);
      if (!PASSES.has(exitCode)) throw error;
      if (!isAway) output.note(`excalibur: ${message} Asking again until the server answers.\n`);
      isAway = true;
    }
  }
}

function writeEvent(output: Output, event: EventView): void {
  if (output.isJson) return writeJson(output, event);
  const { at, level, type, executor } = event;
  output.out(`${shown(at)}  ${level.padEnd(7)}  ${type.padEnd(22)}  ${executor.name}\n`);
}
