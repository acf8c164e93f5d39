import { change } from "../changes/change.ts";
import { dueEndOf } from "../domain/key-end.ts";
import type { Services } from "../ports/services.ts";

const AT_ONCE = 500;

/**
 * Records the end of keys whose end time has passed because they were rotated, or unused for as long as the policy allows. No
 * server accepts such a key after that time, whether or not a server ran then. The first process to find a key writes its one
 * audit row, by the system. To be called every few seconds.
 * @returns how many there were.
 */
export async function endRetiredKeys(services: Pick<Services, "now" | "data" | "runChange">): Promise<number> {
  const retired = await services.data.findRetiredKeys(services.now(), AT_ONCE);
  let ended = 0;
  for (const key of retired) if (await end(services, key)) ended += 1;
  return ended;
}

async function end(
  services: Pick<Services, "runChange">,
  { organizationId, id }: { organizationId: string; id: string },
): Promise<boolean> {
  const { result: isEnded } = await change({ services }, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(organizationId, id);
    const cause = key && dueEndOf(key, tx.now);
    if (key === null || cause === null) return false;
    const origin = { organizationId, actor: { kind: "system", name: cause } as const, at: tx.now, sourceAddress: null };
    tx.apiKeys.revoke(key, origin, cause, {
      ...(key.replacedByKeyId === null ? {} : { replacedByKeyId: key.replacedByKeyId }),
      ...(key.expiresAt === null ? {} : { endedAt: key.expiresAt.toISOString() }),
    });
    return true;
  });
  return isEnded;
}
