import type { DatabaseClient } from "@excalibur/db";
import type { NotifiedOrganization } from "@excalibur/api/server";
import { toChannel } from "../../stores/channel-store.ts";

/** A channel with its organization, as the outbox sends for it. */
export type ChannelInOutbox = ReturnType<typeof toChannel> & {
  readonly organization: NotifiedOrganization;
  /** Nothing is sent for an organization that is deactivated: what waits goes on waiting. */
  readonly isOrganizationActive: boolean;
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
    include: { organization: { select: { id: true, name: true, slug: true, timeZone: true, deactivatedAt: true } } },
  });
  if (row === null) return null;
  const { deactivatedAt, ...organization } = row.organization;
  return { ...toChannel(row), organization, isOrganizationActive: deactivatedAt === null, refusals: row.refusals };
}
