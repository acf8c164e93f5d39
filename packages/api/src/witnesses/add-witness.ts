import { originOf } from "../audit/audit-entries.ts";
import { witnessAdded } from "../audit/witness-entries.ts";
import { change } from "../changes/change.ts";
import type { AddWitnessInput, WitnessView } from "../contract/witnesses.ts";
import { mayAddWitness } from "../domain/growth-limits.ts";
import { refuse } from "../domain/refusal.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentWitness } from "./present-witness.ts";

/**
 * Registers the key of a witness: from now on it may co-sign heads of the audit log.
 * @throws Refusal `witness_key_wrong`, `witness_exists` or `witness_limit`.
 */
export async function addWitness(request: MemberRequest, { key }: AddWitnessInput): Promise<{ witness: WitnessView }> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const name = services.witnessKeys.nameOf(key);
  if (name === null) throw refuse("witness_key_wrong");
  const { result: witness } = await change(request, async (tx) => {
    if (!mayAddWitness(await tx.witnesses.countForUpdate(organizationId))) throw refuse("witness_limit");
    const { userId: createdById, name: createdByName } = member.user;
    const added = {
      id: services.newId("wit"),
      organizationId,
      name,
      key,
      createdAt: tx.now,
      createdById,
      createdByName,
    };
    if (!(await tx.witnesses.insertUnlessThere(added))) throw refuse("witness_exists");
    tx.record(witnessAdded(originOf(member, tx.now, sourceAddress), added));
    return presentWitness(added, []);
  });
  return { witness };
}
