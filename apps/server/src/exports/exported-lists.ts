import {
  EXPORT_FORMATS,
  listAuditInput,
  listEventsInput,
  listExecutorsInput,
  listKeysInput,
  type ExportedList,
  type ExportFormat,
} from "@excalibur/api/contract";
import {
  errorsByField,
  exportAuditRows,
  exportEvents,
  exportExecutors,
  exportKeys,
  exportMembers,
  refuse,
  writeAuditLine,
  writeCosignedLines,
  type MemberRequest,
} from "@excalibur/api/server";
import { z } from "zod";
import type { Operation } from "../rest/operation.ts";
import { number } from "../rest/query-text.ts";
import { AUDIT_COLUMNS } from "./audit-columns.ts";
import { formatsOf, type TextOf } from "./formats.ts";
import { EVENT_COLUMNS, EXECUTOR_COLUMNS, KEY_COLUMNS, MEMBER_COLUMNS } from "./list-columns.ts";

const json = JSON.stringify as (row: object) => string;
const EVERY_FILTER = z.strictObject({});

/** How the rows of each list are found and written. */
const LISTS = {
  keys: list(listKeysInput, exportKeys, formatsOf(KEY_COLUMNS, json)),
  executors: list(listExecutorsInput, exportExecutors, formatsOf(EXECUTOR_COLUMNS, json)),
  events: list(listEventsInput, exportEvents, formatsOf(EVENT_COLUMNS, json)),
  audit: list(listAuditInput, exportAuditRows, formatsOf(AUDIT_COLUMNS, writeAuditLine), writeCosignedLines),
  members: list(EVERY_FILTER, exportMembers, formatsOf(MEMBER_COLUMNS, json)),
} satisfies Record<ExportedList, object>;

/** The operation whose filters an export of the list takes, the procedure whose permission it asks for, and its file's name. */
export const EXPORTS = {
  keys: { listedBy: "listKeys", procedure: "apiKeys.list", fileName: "api-keys" },
  executors: { listedBy: "listExecutors", procedure: "executors.list", fileName: "executors" },
  events: { listedBy: "listEvents", procedure: "events.list", fileName: "events" },
  audit: { listedBy: "listAuditRows", procedure: "audit.list", fileName: "audit-log" },
  members: { listedBy: null, procedure: "members.list", fileName: "members" },
} as const satisfies Record<ExportedList, object>;

/** What may follow `?` at the address of an export: the filters of the list, the format, and the organization. */
export function exportQuery(listing: Operation | null): z.ZodObject {
  const { cursor: _cursor, limit: _limit, ...filters } = listing?.query?.shape ?? {};
  return z.strictObject({
    format: z.enum(EXPORT_FORMATS).meta({ description: "JSON Lines with every field, or a table for people." }),
    /** As the header `excalibur-organization` names it: a browser's download sends no header. */
    organization: z.string().optional(),
    limit: number("At most so many rows, the first of the list."),
    ...filters,
  });
}

export interface ExportText {
  readonly contentType: string;
  /** The text, piece by piece: the next one is made when it is asked for. */
  readonly pieces: AsyncGenerator<string>;
}

/**
 * The text of a list under a filter, as the procedure of the list takes it.
 * @throws Refusal `invalid_input` at once; as `requireSameReader` at a later piece.
 */
export function startExport(
  name: ExportedList,
  request: MemberRequest,
  { filter, ...form }: { filter: unknown; format: ExportFormat; limit: number | undefined },
): ExportText {
  return LISTS[name](request, filter, form);
}

function list<Filter, Row>(
  schema: z.ZodType<Filter>,
  read: (request: MemberRequest, filter: Filter) => AsyncGenerator<Row[]>,
  formats: Record<ExportFormat, TextOf<Row>>,
  /** What stands after the rows, as JSON Lines, unless a limit ends them. */
  ending: (request: MemberRequest, filter: Filter) => Promise<string> = async () => "",
) {
  return (
    request: MemberRequest,
    sent: unknown,
    { format, limit = Infinity }: { format: ExportFormat; limit: number | undefined },
  ): ExportText => {
    const filter = schema.safeParse(sent);
    if (!filter.success) throw refuse("invalid_input", { fieldErrors: errorsByField(filter.error) });
    const isWhole = format === "jsonl" && limit === Infinity;
    return textOf(firstRows(read(request, filter.data), limit), formats[format], () =>
      isWhole ? ending(request, filter.data) : Promise.resolve(""),
    );
  };
}

/** The first rows of pages; what comes after them is not read. */
async function* firstRows<Row>(pages: AsyncGenerator<Row[]>, limit: number): AsyncGenerator<Row[]> {
  let left = limit;
  if (left === 0) return;
  for await (const page of pages) {
    yield page.slice(0, left);
    left -= page.length;
    if (left <= 0) return;
  }
}

/** Pages as the text of a file. */
export function textOf<Row>(
  pages: AsyncGenerator<Row[]>,
  { contentType, header, write }: TextOf<Row>,
  ending: () => Promise<string> = async () => "",
): ExportText {
  async function* pieces() {
    // Before the rows: they go at least as far as what was signed of them.
    const end = await ending();
    // Read before the answer begins: afterwards a refusal could not be sent any more.
    const first = await pages.next();
    yield header;
    for (let page = first; !page.done; page = await pages.next()) yield write(page.value);
    yield end;
  }
  return { contentType, pieces: pieces() };
}
