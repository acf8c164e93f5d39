import type { WitnessView } from "../contract/witnesses.ts";
import type { CosignedHead, WitnessRecord } from "../ports/witness-store.ts";

/** A witness as clients see it. @param heads of any witnesses, in the order of the rows. */
export function presentWitness(witness: WitnessRecord, heads: readonly CosignedHead[]): WitnessView {
  const latest = heads.findLast(({ witnessId }) => witnessId === witness.id);
  return {
    id: witness.id,
    name: witness.name,
    key: witness.key,
    createdAt: witness.createdAt,
    createdBy: { id: witness.createdById, name: witness.createdByName },
    latest: latest === undefined ? null : { sequence: latest.sequence, at: latest.at },
  };
}
