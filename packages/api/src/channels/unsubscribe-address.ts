import { channelUpdated } from "../audit/channel-entries.ts";
import { change } from "../changes/change.ts";
import type { Services } from "../ports/services.ts";

/** A receiver who ends the mails of a channel, by the link in one of them. */
export interface Unsubscribing {
  readonly organizationId: string;
  readonly channelId: string;
  /** Picks the address that the link is for; null: for none of these. */
  readonly pick: (addresses: readonly string[]) => string | null;
  readonly sourceAddress: string;
}

/** Takes an address off a channel of mail. @returns whether the link is for one of its addresses. */
export async function unsubscribeAddress(
  services: Pick<Services, "runChange">,
  { organizationId, channelId, pick, sourceAddress }: Unsubscribing,
): Promise<boolean> {
  const { result } = await change({ services }, async (tx) => {
    const channel = await tx.channels.find(organizationId, channelId);
    const address = channel === null ? null : pick(channel.addresses);
    if (channel === null || address === null) return false;
    const changes = { addresses: channel.addresses.filter((each) => each !== address) };
    if (!(await tx.channels.update(organizationId, channelId, changes))) return false;
    const actor = { kind: "system", name: "unsubscribe" } as const;
    const origin = { organizationId, actor, at: tx.now, sourceAddress };
    tx.record(channelUpdated(origin, { ...channel, ...changes }, changes));
    return true;
  });
  return result;
}
