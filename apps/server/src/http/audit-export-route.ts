import { Readable } from "node:stream";
import { exportAuditQuery } from "@excalibur/api/contract";
import {
  errorsByField,
  exportAuditRows,
  requireManagementKey,
  findActingMember,
  readNamedOrganization,
  Refusal,
  refuse,
  writeAuditLine,
  type AuditRecord,
  type MemberRequest,
} from "@excalibur/api/server";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { auditCsvHeader, auditCsvRows } from "./audit-csv.ts";
import { sendRefusal } from "./send-refusal.ts";
import type { ContextOf } from "./request-context.ts";

interface Format {
  readonly contentType: string;
  readonly header: string;
  readonly write: (rows: readonly AuditRecord[]) => string;
}

const FORMATS: Record<"csv" | "jsonl", Format> = {
  csv: { contentType: "text/csv; charset=utf-8; header=present", header: auditCsvHeader, write: auditCsvRows },
  jsonl: {
    contentType: "application/jsonl; charset=utf-8",
    header: "",
    write: (rows) => rows.map((row) => `${writeAuditLine(row)}\n`).join(""),
  },
};

/** `GET /api/audit/export`: what its reader may see of the audit log, as a file that is made while it is read. */
export function mountAuditExport(server: FastifyInstance, contextOf: ContextOf): void {
  server.get("/api/audit/export", async (request, reply) => {
    reply.header("cache-control", "no-store");
    const { organization } = request.query as { organization?: unknown };
    try {
      return await sendExport(request, reply, await memberRequest(contextOf(request, organization)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return sendRefusal(reply, error.reason, error, error.details);
    }
  });
}

/** The same for a program: its management key may read the log with the scope for listing it. @throws Refusal. */
export async function sendAuditExport(
  request: FastifyRequest,
  reply: FastifyReply,
  context: ReturnType<ContextOf>,
): Promise<unknown> {
  return sendExport(request, reply, { ...context, member: await requireManagementKey(context, "audit.list") });
}

async function memberRequest(context: ReturnType<ContextOf>): Promise<MemberRequest> {
  const user = await context.findSession();
  if (user === null) throw refuse("not_signed_in");
  return { ...context, member: findActingMember(user, readNamedOrganization(context.organizationHeader)) };
}

async function sendExport(request: FastifyRequest, reply: FastifyReply, exporter: MemberRequest): Promise<unknown> {
  const query = exportAuditQuery.safeParse(request.query);
  if (!query.success) throw refuse("invalid_input", { fieldErrors: errorsByField(query.error) });
  const { format, organization: _named, ...filter } = query.data;
  const { contentType, header, write } = FORMATS[format];

  const pages = exportAuditRows(exporter, filter)[Symbol.asyncIterator]();
  // Read before the answer begins: later a refusal could not be sent.
  const first = await pages.next();
  async function* text() {
    if (header !== "") yield header;
    for (let page = first; !page.done; page = await pages.next()) yield write(page.value);
  }
  const day = exporter.services.now().toISOString().slice(0, 10).replaceAll("-", "");
  const file = `audit-log-${exporter.member.organization.slug}-${day}.${format}`;
  reply.header("content-disposition", `attachment; filename="${file}"`);
  // A reader that goes away destroys the stream, and with it the page that is being read is the last.
  return reply.type(contentType).send(Readable.from(text(), { highWaterMark: 1 }));
}
