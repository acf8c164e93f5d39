import { originOf } from "../audit/audit-entries.ts";
import { channelSentAgain, channelTouched } from "../audit/channel-entries.ts";
import { change } from "../changes/change.ts";
import type { DeliveryView } from "../contract/channels.ts";
import { refuse } from "../domain/refusal.ts";
import type { ChannelRecord } from "../ports/channel-store.ts";
import type { MemberRequest } from "../ports/services.ts";
import { presentDelivery } from "./list-deliveries.ts";

/** Until then the outbox leaves a message alone that is being sent by hand. */
const SENT_BY_HAND_MS = 2 * 60 * 1000;

/**
 * Sends a test and waits for what comes of it. A channel that was failing is active again when it arrives.
 * @throws Refusal `channel_not_found`, or `channel_sends_nothing` for a calendar.
 */
export async function testChannel(request: MemberRequest, id: string): Promise<{ delivery: DeliveryView }> {
  const { services, member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const messageId = services.newId("msg");
  await change(request, async (tx) => {
    const channel = sending(await tx.channels.find(organizationId, id));
    const dueAt = new Date(tx.now.getTime() + SENT_BY_HAND_MS);
    const test = { organizationId, channelId: id, messageId, by: member.user.name, at: tx.now, dueAt };
    await tx.notifications.insertTest(test);
    tx.record(channelTouched(originOf(member, tx.now, sourceAddress), "channel.tested", channel));
  });
  return sendNow(request, id, messageId);
}

/**
 * Sends a message of the log again, with the same id, and waits for what comes of it. A channel that was failing is tried again.
 * @throws Refusal `channel_not_found`, `delivery_not_found`, or `delivery_waiting` while it is sent by itself.
 */
export async function sendAgain(
  request: MemberRequest,
  { id, messageId }: { id: string; messageId: string },
): Promise<{ delivery: DeliveryView }> {
  const { member, sourceAddress } = request;
  const organizationId = member.organization.id;
  const { result: sentId } = await change(request, async (tx) => {
    const channel = sending(await tx.channels.find(organizationId, id));
    const found = await tx.notifications.find(organizationId, id, messageId);
    if (found === null) throw refuse("delivery_not_found");
    // What was told with others is told with them again.
    const sent = found.toldBy ?? messageId;
    const dueAt = new Date(tx.now.getTime() + SENT_BY_HAND_MS);
    const mayWait = channel.failingSince !== null;
    if (!(await tx.notifications.sendAgain(organizationId, id, sent, { dueAt, mayWait })))
      throw refuse("delivery_waiting");
    await tx.channels.markActive(organizationId, id);
    tx.record(channelSentAgain(originOf(member, tx.now, sourceAddress), channel, messageId));
    return sent;
  });
  return sendNow(request, id, sentId);
}

function sending(channel: ChannelRecord | null): ChannelRecord {
  if (channel === null) throw refuse("channel_not_found");
  if (channel.kind === "calendar") throw refuse("channel_sends_nothing");
  return channel;
}

async function sendNow(
  { services, member }: MemberRequest,
  channelId: string,
  messageId: string,
): Promise<{ delivery: DeliveryView }> {
  const organizationId = member.organization.id;
  await services.channels.sendNow({ organizationId, channelId, messageId });
  const row = await services.data.notifications.find(organizationId, channelId, messageId);
  if (row === null) throw refuse("delivery_not_found");
  return { delivery: presentDelivery(row) };
}
