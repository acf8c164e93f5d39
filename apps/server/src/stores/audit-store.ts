import { appendAuditRows, type DatabaseTransaction, type Dialect } from "@excalibur/db";
import {
  CHAIN_START,
  chainedFields,
  chainedText,
  type AuditEntry,
  type AuditRecord,
  type AuditStore,
} from "@excalibur/api/server";
import { conditionsOf, whereOf } from "./audit-conditions.ts";
import { newId } from "../identifiers.ts";
import { sha256 } from "../secrets.ts";
import { earlierThan } from "./keyset.ts";

export function createAuditStore(client: DatabaseTransaction, dialect: Dialect): AuditStore {
  return {
    async append(entries) {
      const [first] = entries;
      if (first === undefined) return;
      const { organizationId } = first;
      if (entries.some((entry) => entry.organizationId !== organizationId)) {
        throw new TypeError("One append writes the chain of one organization");
      }
      // Taking the numbers locks the head until the transaction ends: the next change waits for this one's hash.
      // Raw, as below: every change pays for it, and through the ORM it costs twice as much.
      const [head] = await client.$queryRaw<{ sequence: number | bigint; hash: string }[]>`
        UPDATE audit_head SET sequence = sequence + ${entries.length} WHERE organization_id = ${organizationId}
        RETURNING sequence, hash`;
      if (head === undefined) throw new TypeError("The organization's chain has no head");
      await appendAuditRows(client, dialect, chain(entries, Number(head.sequence) - entries.length, head.hash));
    },

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

function chain(entries: readonly AuditEntry[], lastSequence: number, lastHash: string): AuditRecord[] {
  let previousHash = lastHash;
  return entries.map((entry, index) => {
    const fields = chainedFields(entry, { id: newId("aud"), sequence: lastSequence + index + 1, previousHash });
    const hash = sha256(chainedText(fields));
    previousHash = hash;
    return { ...fields, hash };
  });
}
