import { Readable } from "node:stream";
import {
  errorsByField,
  openAuditStream,
  refuse,
  requireManagementKey,
  writeAuditLine,
  type AuditRecord,
  type RequestContext,
} from "@excalibur/api/server";
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { clock } from "../clock.ts";
import { number } from "../rest/query-text.ts";

export const AUDIT_STREAM_PATH = "/v1/audit/stream";

/** What may follow `?`. */
export const auditStreamQuery = z.strictObject({
  after: number(
    "The number of the last row that you have: the stream begins with the one after it. Absent: 0, from the first row on.",
  ),
  head: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "A hash has 64 hexadecimal digits.")
    .optional()
    .meta({ description: "The hash of that row: refused when the log has another one there." }),
});

/** Milliseconds after which a connection is closed whose client takes nothing. A sign of life is sent more often. */
const IDLE_MS = 120_000;

/** Milliseconds that a client which reads slowly has left to take what was sent before its stream ended. */
const LINGER_MS = 2_000;

interface Request {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly context: RequestContext;
}

/** `GET /v1/audit/stream`: JSON Lines of the audit log, for as long as the client reads. A blank line says: that is all for now. */
export async function sendAuditStream({ request, reply, context }: Request): Promise<unknown> {
  const query = auditStreamQuery.safeParse(request.query);
  if (!query.success) throw refuse("invalid_input", { fieldErrors: errorsByField(query.error) });
  const { after = 0, head = null } = query.data;
  const member = await requireManagementKey(context, "audit.verify");

  const connection = new AbortController();
  reply.raw.once("close", () => connection.abort());
  const { pages, ended } = await openAuditStream(
    { ...context, member },
    { sequence: after, hash: head },
    connection.signal,
  );
  reply.raw.setTimeout(IDLE_MS, () => reply.raw.destroy());
  ended.addEventListener("abort", () => cutOff(reply, connection.signal), { once: true });
  // One page waits at most: the next is read when the connection has taken it.
  return reply.type("application/jsonl; charset=utf-8").send(Readable.from(texts(pages), { highWaterMark: 1 }));
}

async function* texts(pages: AsyncGenerator<readonly AuditRecord[]>): AsyncGenerator<string> {
  for await (const rows of pages)
    yield rows.length === 0 ? "\n" : rows.map((row) => `${writeAuditLine(row)}\n`).join("");
}

function cutOff(reply: FastifyReply, closed: AbortSignal): void {
  const callOff = clock.after(LINGER_MS, () => reply.raw.destroy());
  closed.addEventListener("abort", callOff, { once: true });
}
