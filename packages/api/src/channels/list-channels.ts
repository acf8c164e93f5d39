import type { ChannelView } from "../contract/channels.ts";
import { isAllowed } from "../domain/permission-policy.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentChannel } from "./present-channel.ts";

/** The organization's channels, the oldest first, and the time zone in which their messages are written. */
export async function listChannels({
  services,
  member,
}: MemberRequest): Promise<{ items: ChannelView[]; timeZone: string }> {
  const { channels } = services.data;
  const organizationId = member.organization.id;
  const isManager = isAllowed(member.role, "manageCredentials");
  const items = (await channels.list(organizationId)).map((channel) => presentChannel(services, channel, isManager));
  return { items, timeZone: await channels.timeZone(organizationId) };
}
