import { judgeTry, markChannelFailing, type Services, type TryVerdict } from "@excalibur/api/server";
import type { Database } from "@excalibur/db";
import type { Senders } from "../senders/create-senders.ts";
import type { ChannelInOutbox } from "./channel-in-outbox.ts";
import { sendGroup, type SentGroup } from "./send-group.ts";
import type { Group } from "./take-next.ts";

/** Characters of an answer that are kept. */
const MAX_ANSWER = 500;
/** A message whose sending was cut short by the end of its process is tried again so much later. */
const CUT_SHORT_MS = 2 * 60 * 1000;

export interface TryOptions {
  readonly database: Database;
  readonly services: () => Pick<Services, "now" | "monotonicMs" | "runChange" | "channels">;
  readonly senders: Senders;
  readonly consoleUrl: () => string;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Sends a group once and writes down what came of it. Which messages are told together is written before: a receiver that has
 * the message by an id gets the same by that id again.
 */
export async function tryGroup(channel: ChannelInOutbox, group: Group, options: TryOptions): Promise<TryVerdict> {
  const { senders, consoleUrl, random } = options;
  const services = options.services();
  const begun = await beginTry(options, group);
  if (begun === null) return { kind: "delivered" };
  const { reached } = begun;
  const sent = await sendGroup(channel, group, {
    senders,
    channels: services.channels,
    consoleUrl: consoleUrl(),
    now: services.now(),
    reached,
  });
  const facts = { ...begun, refusals: channel.refusals + 1 };
  const judged = judgeTry(sent.result, facts, services.now(), random());
  // A person waits for the outcome of a test, and sends another one.
  const verdict: TryVerdict =
    group[0].kind === "test" && judged.kind !== "delivered" ? { kind: "failed", isChannelFailing: false } : judged;
  await record(options, channel, group, sent, verdict);
  return verdict;
}

/** @returns null when another process has told it. */
async function beginTry({ database, services }: TryOptions, [first, ...others]: Group) {
  const { channelId, messageId } = first;
  const now = services().now();
  return database.transact(async ({ notification }) => {
    const row = await notification.findFirst({ where: { channelId, messageId, state: "waiting" } });
    if (row === null) return null;
    const firstTriedAt = row.firstTriedAt ?? now;
    const tries = row.tries + 1;
    const dueAt = new Date(now.getTime() + CUT_SHORT_MS);
    await notification.updateMany({
      where: { channelId, messageId },
      data: { tries, firstTriedAt, triedAt: now, dueAt },
    });
    const ids = others.filter(({ toldBy }) => toldBy === null).map((other) => other.messageId);
    if (ids.length > 0) {
      const where = { channelId, messageId: { in: ids }, state: "waiting" };
      await notification.updateMany({ where, data: { toldBy: messageId, dueAt: null } });
    }
    return { tries, firstTriedAt, reached: row.reached === null ? [] : (JSON.parse(row.reached) as string[]) };
  });
}

async function record(
  { database, services }: TryOptions,
  channel: ChannelInOutbox,
  [first]: Group,
  { result, reached }: SentGroup,
  verdict: TryVerdict,
): Promise<void> {
  const { notification, notificationChannel } = database.client;
  const { channelId, messageId } = first;
  const answer = result.answer.slice(0, MAX_ANSWER);
  const kept = { answer, reached: reached.length === 0 ? null : JSON.stringify(reached) };
  if (verdict.kind === "again") {
    await notification.updateMany({ where: { channelId, messageId }, data: { ...kept, dueAt: verdict.dueAt } });
    return;
  }
  const state = verdict.kind;
  // Together: those that a message told are looked for by it alone, and it is not looked at again once it is delivered.
  await database.transact(async (tx) => {
    await tx.notification.updateMany({ where: { channelId, messageId }, data: { ...kept, state, dueAt: null } });
    await tx.notification.updateMany({ where: { channelId, toldBy: messageId }, data: { state, dueAt: null } });
  });
  if (verdict.kind === "delivered") {
    const isMended = channel.failingSince !== null || channel.refusals > 0;
    if (isMended) await services().runChange((tx) => tx.channels.markActive(channel.organizationId, channelId));
    return;
  }
  if (result.outcome === "refused" && first.kind !== "test") {
    await notificationChannel.updateMany({ where: { id: channelId }, data: { refusals: { increment: 1 } } });
  }
  if (verdict.isChannelFailing) await markChannelFailing(services(), channel, answer);
}
