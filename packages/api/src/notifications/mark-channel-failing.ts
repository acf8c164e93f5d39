import { change } from "../changes/change.ts";
import type { Services } from "../ports/services.ts";

/**
 * Marks a channel as failing, so that nothing is sent until people try it again, with an event that says so in the app. Its
 * organization's other channels are told.
 */
export async function markChannelFailing(
  services: Pick<Services, "runChange">,
  { organizationId, id, name }: { organizationId: string; id: string; name: string },
  why: string,
): Promise<void> {
  await change({ services }, async (tx) => {
    if (!(await tx.channels.markFailing(organizationId, id, why, tx.now))) return;
    await tx.events.append({
      organizationId,
      executorId: null,
      executorName: name,
      type: "channel.failing",
      level: "warning",
      at: tx.now,
      keyId: null,
      details: { channelId: id, reason: why },
    });
  });
}
