import type { DatabaseTransaction } from "@excalibur/db";
import {
  CHAIN_START,
  chainedFields,
  chainedText,
  type AuditEntry,
  type AuditFilter,
  type AuditRecord,
  type AuditScope,
  type AuditStore,
} from "@excalibur/api/server";
import { newId } from "../identifiers.ts";
import { sha256 } from "../secrets.ts";
import { afterCursor } from "./keyset.ts";

const ACTOR_KINDS: ReadonlySet<string> = new Set(["user", "executor", "system"]);

export function createAuditStore(client: DatabaseTransaction): AuditStore {
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
      const rows = chain(entries, Number(head.sequence) - entries.length, head.hash);
      await client.auditRow.createMany({ data: rows });
      const hash = rows.at(-1)?.hash ?? head.hash;
      await client.$executeRaw`UPDATE audit_head SET hash = ${hash} WHERE organization_id = ${organizationId}`;
    },

    page: ({ after, limit, ...filter }) =>
      client.auditRow.findMany({
        where: { AND: [filtered(filter), afterCursor("at", "desc", after, "instant", false)] },
        orderBy: [{ at: "desc" }, { id: "desc" }],
        take: limit,
      }),

    exportPage: ({ after, last, limit, ...filter }) =>
      client.auditRow.findMany({
        where: { AND: [filtered(filter), { sequence: { gt: after, lte: last } }] },
        orderBy: { sequence: "asc" },
        take: limit,
      }),

    chain: (organizationId, after, limit) =>
      client.auditRow.findMany({
        where: { organizationId, ...(after === null ? {} : { sequence: { gt: after } }) },
        orderBy: { sequence: "asc" },
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

function filtered({ organizationId, scope, action, actor, targetKind, targetId, from, to }: AuditFilter) {
  return {
    AND: [
      { organizationId },
      readableIn(scope),
      action === null ? {} : { action },
      byActor(actor),
      targetKind === null ? {} : { targetKind },
      targetId === null ? {} : { targetId },
      from === null ? {} : { at: { gte: from } },
      to === null ? {} : { at: { lt: to } },
    ],
  };
}

function readableIn(scope: AuditScope) {
  if (scope.kind === "all") return {};
  const own = { actorKind: "user", actorId: scope.userId };
  return scope.kind === "own" ? own : { OR: [own, { actorRole: "member" }] };
}

function byActor(actor: AuditFilter["actor"]) {
  if (actor === null) return {};
  if (actor.includes("@")) return { actorEmail: actor.toLowerCase() };
  return ACTOR_KINDS.has(actor) ? { actorKind: actor } : { actorId: actor };
}
