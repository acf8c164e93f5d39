import { MAX_LOCKED_OUT_SHOWN, type LockedOutExecutor } from "../contract/executors.ts";
import type { MemberRequest } from "../ports/services.ts";

/** The executors that present keys which this server does not know, by name; the first 1,000 of them. */
export async function listLockedOut({
  services,
  member,
}: MemberRequest): Promise<{ total: number; items: LockedOutExecutor[] }> {
  const { lockOuts } = services.data;
  const { total, items } = await lockOuts.list(member.organization.id, services.now(), MAX_LOCKED_OUT_SHOWN);
  return {
    total,
    items: items.map(({ executorName: name, firstAt: since, executorId, keyId, host, address, lastAt }) => {
      return { name, executorId, keyId, host, address, since, lastAt };
    }),
  };
}
