import { Readable } from "node:stream";
import { EXPORTED_LISTS, exportSelectedKeysInput, type ExportedList, type ExportFormat } from "@excalibur/api/contract";
import {
  errorsByField,
  exportSelectedKeys,
  findActingMember,
  readNamedOrganization,
  Refusal,
  refuse,
  requireManagementKey,
  type MemberRequest,
} from "@excalibur/api/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { sendRefusal } from "../http/send-refusal.ts";
import type { ContextOf } from "../http/request-context.ts";
import { OPERATIONS } from "../rest/operations.ts";
import { EXPORTS, exportQuery, startExport, textOf, type ExportText } from "./exported-lists.ts";
import { formatsOf } from "./formats.ts";
import { KEY_COLUMNS } from "./list-columns.ts";

type Context = ReturnType<ContextOf>;

/**
 * `GET /api/<list>/export`: a list under a filter, for each of its readers, as a file that is made while it is read.
 * `POST /api/keys/export`: selected keys.
 */
export function mountExports(server: FastifyInstance, contextOf: ContextOf): void {
  for (const list of EXPORTED_LISTS) {
    server.get(`/api/${list}/export`, (request, reply) =>
      answerSession(request, reply, contextOf, (exporter) => sendList(list, request, reply, exporter)),
    );
  }
  server.post("/api/keys/export", (request, reply) =>
    answerSession(request, reply, contextOf, (exporter) => sendSelectedKeys(request, reply, exporter)),
  );
}

/** The same for a program: its management key needs the scope for the list. @throws Refusal. */
export async function sendExportTo(
  list: ExportedList,
  { request, reply, context }: { request: FastifyRequest; reply: FastifyReply; context: Context },
): Promise<unknown> {
  const member = await requireManagementKey(context, EXPORTS[list].procedure);
  return sendList(list, request, reply, { ...context, member });
}

async function answerSession(
  request: FastifyRequest,
  reply: FastifyReply,
  contextOf: ContextOf,
  send: (exporter: MemberRequest) => Promise<unknown>,
): Promise<unknown> {
  reply.header("cache-control", "no-store");
  const { organization } = request.query as { organization?: unknown };
  try {
    const context = contextOf(request, organization);
    const user = await context.findSession();
    if (user === null) throw refuse("not_signed_in");
    return await send({
      ...context,
      member: findActingMember(user, readNamedOrganization(context.organizationHeader)),
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return sendRefusal(reply, error.reason, error, error.details);
  }
}

async function sendList(
  list: ExportedList,
  request: FastifyRequest,
  reply: FastifyReply,
  exporter: MemberRequest,
): Promise<unknown> {
  const { listedBy } = EXPORTS[list];
  const listing = OPERATIONS.find(({ id }) => id === listedBy) ?? null;
  const query = exportQuery(listing).safeParse(request.query);
  if (!query.success) throw refuse("invalid_input", { fieldErrors: errorsByField(query.error) });
  const {
    format,
    limit,
    organization: _named,
    ...narrowing
  } = query.data as {
    format: ExportFormat;
    limit?: number;
    organization?: string;
  };
  const filter = listing === null ? narrowing : listing.input({ path: {}, query: narrowing, body: {} });
  return sendText(list, startExport(list, exporter, { filter, format, limit }), { reply, exporter, format });
}

async function sendSelectedKeys(
  request: FastifyRequest,
  reply: FastifyReply,
  exporter: MemberRequest,
): Promise<unknown> {
  const input = exportSelectedKeysInput.safeParse(request.body);
  if (!input.success) throw refuse("invalid_input", { fieldErrors: errorsByField(input.error) });
  const { ids, format } = input.data;
  const formats = formatsOf(KEY_COLUMNS, (key) => JSON.stringify(key));
  return sendText("keys", textOf(exportSelectedKeys(exporter, ids), formats[format]), { reply, exporter, format });
}

async function sendText(
  list: ExportedList,
  { contentType, pieces }: ExportText,
  { reply, exporter, format }: { reply: FastifyReply; exporter: MemberRequest; format: ExportFormat },
): Promise<unknown> {
  // The first page is read before the answer begins: afterwards a refusal could not be sent any more.
  const first = await pieces.next();
  async function* text() {
    for (let piece = first; !piece.done; piece = await pieces.next()) {
      if (piece.value !== "") yield piece.value;
    }
  }
  const day = exporter.services.now().toISOString().slice(0, 10).replaceAll("-", "");
  const file = `${EXPORTS[list].fileName}-${exporter.member.organization.slug}-${day}.${format}`;
  reply.header("content-disposition", `attachment; filename="${file}"`);
  // A reader that goes away destroys the stream, and with it the page that is being read is the last.
  return reply.type(contentType).send(Readable.from(text(), { highWaterMark: 1 }));
}
