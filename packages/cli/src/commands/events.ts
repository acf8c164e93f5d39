import { setTimeout as sleep } from "node:timers/promises";
import type { EventView, ExportFormat } from "@excalibur/api/contract";
import type { Command } from "commander";
import type { Connection } from "../connection.ts";
import type { Context } from "../context.ts";
import { shown, writeJson, type Output } from "../output.ts";
import { wholeNumber } from "../whole-number.ts";
import { formatOption, writeExport } from "../write-export.ts";

const ASK_EVERY_MS = 2_000;
const PAGE = 200;
const SHOWN = 50;

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
        const latest = (
          await client.events.list.query({ limit: Math.min(Math.max(limit, 1), PAGE) })
        ).items.toReversed();
        for (const event of limit === 0 ? [] : latest) writeEvent(output, event);
        if (follow === true) await writeNews(client, output, latest.at(-1));
      }),
    );
}

/** Writes what happens from now on, until the command is interrupted. */
async function writeNews(client: Client, output: Output, latest: EventView | undefined): Promise<never> {
  for (let last = latest; ;) {
    await sleep(ASK_EVERY_MS);
    const from = last === undefined ? {} : { from: last.at };
    const news = await newerThan(last, (cursor) => client.events.list.query({ limit: PAGE, cursor, ...from }));
    for (const event of news) writeEvent(output, event);
    last = news.at(-1) ?? last;
  }
}

/** Events after one, the oldest first, however many pages they fill. */
async function newerThan(
  last: EventView | undefined,
  readPage: (cursor: string | null) => Promise<{ items: EventView[]; nextCursor: string | null }>,
): Promise<EventView[]> {
  const found: EventView[] = [];
  for (let cursor: string | null = null; ;) {
    const { items, nextCursor } = await readPage(cursor);
    const known = items.findIndex(({ id }) => id === last?.id);
    found.push(...(known === -1 ? items : items.slice(0, known)));
    if (known !== -1 || nextCursor === null) return found.toReversed();
    cursor = nextCursor;
  }
}

function writeEvent(output: Output, event: EventView): void {
  if (output.isJson) return writeJson(output, event);
  const { at, level, type, executor } = event;
  output.out(`${shown(at)}  ${level.padEnd(7)}  ${type.padEnd(22)}  ${executor.name}\n`);
}
