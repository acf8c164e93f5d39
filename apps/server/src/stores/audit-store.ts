import type { DatabaseTransaction } from "@excalibur/db";
import { CHAIN_START, type AuditReads } from "@excalibur/api/server";
import { conditionsOf, whereOf } from "./audit-conditions.ts";
import { earlierThan } from "./keyset.ts";

export function createAuditReads(client: DatabaseTransaction): AuditReads {
  return {
    page: ({ organizationId, after, limit, ...filter }) =>
      client.auditRow.findMany({
        where: {
          organizationId,
          AND: [whereOf(conditionsOf(filter)), earlierThan(after)],
        },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: limit,
      }),

    async head(organizationId) {
      const head = await client.auditHead.findUnique({ where: { organizationId } });
      return head === null ? CHAIN_START : { sequence: head.sequence, hash: head.hash };
    },
  };
}
