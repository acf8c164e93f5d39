import type { DatabaseClient } from "@excalibur/db";
import type { NotifiedOrganization } from "@excalibur/api/server";
import { toChannel } from "../../stores/channel-store.ts";

/** A channel with its organization, as the outbox sends for it. */
export type ChannelInOutbox = ReturnType<typeof toChannel> & {
  readonly organization: NotifiedOrganization;
  /** Messages that its receiver refused since one was delivered. */
  readonly refusals: number;
};

/** Reads a channel of any organization; null: it is gone. */
export async function findChannelInOutbox(
  client: Pick<DatabaseClient, "notificationChannel">,
  id: string,
): Promise<ChannelInOutbox | null> {
  const row = await client.notificationChannel.findUnique({
    where: { id },
    include: { organization: { select: { id: true, name: true, slug: true, timeZone: true } } },
  });
  if (row === null) return null;
  return { ...toChannel(row), organization: row.organization, refusals: row.refusals };
}
