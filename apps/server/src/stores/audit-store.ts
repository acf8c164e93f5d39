import { appendAuditRows, holdAuditHead, type AuditHead, type DatabaseTransaction, type Dialect } from "@excalibur/db";
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
  /** By organization: where the log ends that the transaction holds, with what it closes with so far. */
  const heads = new Map<string, AuditHead>();
  const hold = async (organizationId: string): Promise<AuditHead> => {
    const head = heads.get(organizationId) ?? (await holdAuditHead(client, dialect, organizationId));
    heads.set(organizationId, head);
    return head;
  };
  return {
    hold: async (organizationId) => {
      await hold(organizationId);
    },

    async append(entries) {
      const [first] = entries;
      if (first === undefined) return;
      const { organizationId } = first;
      if (entries.some((entry) => entry.organizationId !== organizationId)) {
        throw new TypeError("One append writes the chain of one organization");
      }
      const head = await hold(organizationId);
      const rows = chain(entries, head);
      appendAuditRows(dialect, rows);
      heads.set(organizationId, rows.at(-1) ?? head);
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

function chain(entries: readonly AuditEntry[], head: AuditHead): AuditRecord[] {
  let { hash: previousHash } = head;
  return entries.map((entry, index) => {
    const fields = chainedFields(entry, { id: newId("aud"), sequence: head.sequence + index + 1, previousHash });
    const hash = sha256(chainedText(fields));
    previousHash = hash;
    return { ...fields, hash };
  });
}
