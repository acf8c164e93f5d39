import { EXPORTED_LISTS, type ExportedList } from "@excalibur/api/contract";
import { EXPORTS, exportQuery } from "../exports/exported-lists.ts";
import type { Operation } from "./operation.ts";

const DETAILS: Readonly<
  Record<ExportedList, { operationId: string; tag: string; summary: string; description: string }>
> = {
  keys: {
    operationId: "exportKeys",
    tag: "Keys",
    summary: "Export API keys, the newest first.",
    description: "With the filters of the list. No secret and no hash of one is in the file.",
  },
  executors: {
    operationId: "exportExecutors",
    tag: "Executors",
    summary: "Export executors by name.",
    description: "With the filters of the list.",
  },
  events: {
    operationId: "exportEvents",
    tag: "Events",
    summary: "Export what happened to executors, the newest first.",
    description: "With the filters of the list.",
  },
  audit: {
    operationId: "exportAuditLog",
    tag: "Audit log",
    summary: "Export the audit log, the oldest change first.",
    description:
      "As much of it as the person who created the management key may read. JSON Lines without a filter can be verified by excalibur-audit.",
  },
  members: {
    operationId: "exportMembers",
    tag: "Members",
    summary: "Export the members, the owner first.",
    description: "Names, e-mail addresses and roles.",
  },
};

/** The files that are made while they are read, so that no procedure answers them: by path, without their refusals. */
export function exportOperations(operations: readonly Operation[]) {
  return EXPORTED_LISTS.map((list) => {
    const { tag, description, ...details } = DETAILS[list];
    const listing = operations.find(({ id }) => id === EXPORTS[list].listedBy) ?? null;
    return {
      path: `/v1/${list}/export`,
      query: exportQuery(listing).omit({ organization: true }),
      operation: {
        ...details,
        tags: [tag],
        description: `${description} The connection breaks when the management key is revoked meanwhile.`,
        security: [{ managementKey: [] }],
      },
      ok: {
        200: {
          description: "The file.",
          content: {
            "application/jsonl": { schema: { type: "string", description: "One row a line." } },
            "text/csv": { schema: { type: "string", description: "One row a line, after the columns' names." } },
          },
        },
      },
    };
  });
}
