import type { DatabaseTransaction } from "@excalibur/db";
import { auditDetailsText, auditRowText, type AuditEntry, type AuditStore } from "@excalibur/api/server";
import { newId } from "../identifiers.ts";
import { sha256 } from "../secrets.ts";

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
      const head = await client.auditHead.update({
        where: { organizationId },
        data: { sequence: { increment: entries.length } },
      });
      const rows = chain(entries, head.sequence - entries.length, head.hash);
      await client.auditRow.createMany({ data: rows });
      const hash = rows.at(-1)?.hash ?? head.hash;
      await client.auditHead.update({ where: { organizationId }, data: { hash } });
    },
  };
}

function chain(entries: readonly AuditEntry[], lastSequence: number, lastHash: string) {
  let previousHash = lastHash;
  return entries.map((entry, index) => {
    const place = { id: newId("aud"), sequence: lastSequence + index + 1, previousHash };
    const hash = sha256(auditRowText(entry, place));
    previousHash = hash;
    return { ...place, ...columnsOf(entry), hash };
  });
}

function columnsOf({ organizationId, at, actor, action, target, details, sourceAddress }: AuditEntry) {
  return {
    organizationId,
    at,
    actorKind: actor.kind,
    actorId: actor.kind === "system" ? null : actor.id,
    actorName: actor.name,
    actorEmail: actor.kind === "user" ? actor.email : null,
    actorRole: actor.kind === "user" ? actor.role : null,
    action,
    targetKind: target.kind,
    targetId: target.id,
    targetName: target.name,
    details: auditDetailsText(details),
    sourceAddress,
  };
}
