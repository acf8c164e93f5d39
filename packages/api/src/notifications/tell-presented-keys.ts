import { change } from "../changes/change.ts";
import { PRESENTED_AFTER_END, STILL_PRESENTED_MS } from "../domain/notifications/key-reminders.ts";
import { NOTIFICATION_KINDS } from "../domain/notifications/notification-kinds.ts";
import type { Services } from "../ports/services.ts";

const KIND = "key.refused_in_use";
const AT_ONCE = 200;

type Needed = Pick<Services, "now" | "data" | "runChange">;

/**
 * Has channels told which keys are presented more than an hour after they were revoked or have expired: once for each key.
 * To be called every few minutes, by any process. @returns how many there were.
 */
export async function tellPresentedKeys(services: Needed): Promise<number> {
  let told = 0;
  for (const organizationId of await services.data.organizationsToRemind()) {
    const since = new Date(services.now().getTime() - STILL_PRESENTED_MS);
    const query = {
      organizationId,
      endedUntil: since,
      refusedSince: since,
      threshold: PRESENTED_AFTER_END,
      limit: AT_ONCE,
    };
    for (const id of await services.data.presentedKeys(query)) if (await tell(services, organizationId, id)) told += 1;
  }
  return told;
}

async function tell(services: Needed, organizationId: string, id: string): Promise<boolean> {
  const { result } = await change({ services }, async (tx) => {
    const key = await tx.apiKeys.findForUpdate(organizationId, id);
    const refusal = key?.lastRefusal;
    if (key === null || refusal == null) return false;
    const { told } = await tx.notifications.endingKey(organizationId, id);
    if (told.includes(PRESENTED_AFTER_END)) return false;
    await tx.notifications.markTold(id, [PRESENTED_AFTER_END], tx.now);
    tx.notifications.tell({
      organizationId,
      kind: KIND,
      level: NOTIFICATION_KINDS[KIND].level,
      at: refusal.at,
      subject: { id, name: key.name },
      details: {
        executor: refusal.executorName,
        reason: refusal.reason,
        revokedAt: key.revokedAt?.toISOString() ?? null,
        owner: key.owner?.name ?? null,
      },
    });
    return true;
  });
  return result;
}
