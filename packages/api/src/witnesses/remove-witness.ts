import { originOf } from "../audit/audit-entries.ts";
import { witnessRemoved } from "../audit/witness-entries.ts";
import { change } from "../changes/change.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";

/** Removes a witness and the heads that it has co-signed. @throws Refusal `witness_not_found`. */
export async function removeWitness(request: MemberRequest, id: string): Promise<{ id: string }> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  await change(request, async (tx) => {
    const heads = await tx.witnesses.cosignedHeads(organizationId);
    const removed = await tx.witnesses.remove(organizationId, id);
    if (removed === null) throw refuse("witness_not_found");
    const last = heads.findLast(({ witnessId }) => witnessId === id)?.sequence ?? null;
    tx.record(witnessRemoved(originOf(member, tx.now, sourceAddress), removed, last));
  });
  return { id };
}
