import type { CodeUseView } from "../contract/codes.ts";
import type { MemberRequest } from "../ports/services.ts";

const SHOWN = 200;

/** Which hosts have used a code, the latest first, at most 200; of a code that is not the organization's, none. */
export async function listCodeUses({ services, member }: MemberRequest, id: string): Promise<{ items: CodeUseView[] }> {
  const uses = await services.data.codes.listUses(member.organization.id, id, SHOWN);
  return {
    items: uses.map(({ executorName, keyId, sourceAddress: address, at }) => ({ executorName, keyId, address, at })),
  };
}
