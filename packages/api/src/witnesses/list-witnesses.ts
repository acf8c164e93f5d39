import type { WitnessView } from "../contract/witnesses.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentWitness } from "./present-witness.ts";

/** The witnesses of the organization's audit log by name, with the last head that each has co-signed. */
export async function listWitnesses({ services, member }: MemberRequest): Promise<{ items: WitnessView[] }> {
  const { witnesses } = services.data;
  const heads = await witnesses.cosignedHeads(member.organization.id);
  const found = await witnesses.list(member.organization.id);
  return { items: found.map((witness) => presentWitness(witness, heads)) };
}
