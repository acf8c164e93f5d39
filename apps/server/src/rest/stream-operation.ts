import { auditStreamQuery } from "../audit-stream/send-audit-stream.ts";

/** `GET /v1/audit/stream`, which no procedure answers: it lasts as long as its reader. */
export const streamOperation = {
  query: auditStreamQuery,
  refusals: ["audit_rows_lost", "audit_row_differs", "too_many_streams"],
  operation: {
    operationId: "streamAuditLog",
    tags: ["Audit log"],
    summary: "Follow the audit log: every row after a number, then each as it is written.",
    description:
      "Needs a management key that an owner created, with the scope audit:read. The answer does not end: one row a line, in the order of their numbers and without a gap. A blank line says that these were all for now; at least one comes each minute. Connect again with the number and the hash of the last whole line. The server ends the stream when the key is revoked or its creator's role changes, and when it stops.",
    security: [{ managementKey: [] }],
  },
  ok: {
    200: {
      description: "The rows.",
      content: {
        "application/jsonl": { schema: { type: "string", description: "One row a line, as in an export." } },
      },
    },
  },
} as const;
