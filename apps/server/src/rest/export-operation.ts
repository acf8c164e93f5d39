/** `GET /v1/audit/export`: a file that is made while it is read, so no procedure answers it. */
export const exportOperation = {
  operationId: "exportAuditLog",
  tags: ["Audit log"],
  summary: "Export the audit log, the oldest change first.",
  description:
    "As much of it as the person who created the management key may read. The connection breaks when the key is revoked meanwhile. JSON Lines can be verified by excalibur-audit.",
  security: [{ managementKey: [] }],
  parameters: [
    {
      name: "format",
      in: "query",
      required: true,
      description: "JSON Lines with every field, or a table for people.",
      schema: { type: "string", enum: ["jsonl", "csv"] },
    },
  ],
  responses: {
    200: {
      description: "The file.",
      content: {
        "application/jsonl": { schema: { type: "string", description: "One row a line." } },
        "text/csv": { schema: { type: "string", description: "One row a line, after the columns' names." } },
      },
    },
  },
} as const;
