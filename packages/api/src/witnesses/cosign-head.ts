import { change } from "../changes/change.ts";
import { KEPT_COSIGNED_HEADS, type CosignedAnswer } from "../contract/witnesses.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/**
 * Takes a head that a witness has co-signed. One that is not in the log is kept all the same: it proves that the log was
 * wound back or written again, which every verification says from then on. No audit row tells of it: that would be a new head.
 * @throws Refusal `cosignature_wrong` when no witness of the organization has signed the note.
 */
export async function cosignHead(request: MemberRequest, note: string): Promise<CosignedAnswer> {
  const { services, member } = request;
  const organizationId = member.organization.id;
  const { result } = await change(request, async (tx) => {
    for (const { id, name, key } of await tx.witnesses.list(organizationId)) {
      const head = services.witnessKeys.open(note, key);
      if (head === null || head.organizationId !== organizationId) continue;
      const { sequence, hash, at } = head;
      await tx.witnesses.keepHead(
        organizationId,
        { witnessId: id, sequence, hash, at, note },
        tx.now,
        KEPT_COSIGNED_HEADS,
      );
      return { witness: { id, name }, sequence, hash };
    }
    throw refuse("cosignature_wrong");
  });
  const { witness, sequence, hash } = result;
  const [row] = await services.data.auditChain(organizationId, sequence - 1, 1);
  return { witness, sequence, isInLog: row?.sequence === sequence && row.hash === hash };
}
