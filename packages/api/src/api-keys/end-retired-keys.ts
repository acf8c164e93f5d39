import { change } from "../changes/change.ts";
import { isRetired } from "../domain/key-end.ts";
import type { Services } from "../ports/services.ts";

const AT_ONCE = 500;

/**
 * Records the end of rotated keys whose end time has passed. No server accepts such a key after that time, whether or not a
 * server ran then. The first process to find a key writes its one audit row, by the system. To be called every few seconds.
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
    if (key === null || !isRetired(key, tx.now)) return false;
    const origin = { organizationId, actor: SYSTEM, at: tx.now, sourceAddress: null };
    tx.apiKeys.revoke(key, origin, "rotation", {
      ...(key.replacedByKeyId === null ? {} : { replacedByKeyId: key.replacedByKeyId }),
      ...(key.expiresAt === null ? {} : { endedAt: key.expiresAt.toISOString() }),
    });
    return true;
  });
  return isEnded;
}

const SYSTEM = { kind: "system", name: "rotation" } as const;
