import {
  secretsAt,
  writeDigest,
  writeMessage,
  writeTest,
  type ChannelGate,
  type NotificationMessage,
  type SealedSettings,
  type ToldItem,
} from "@excalibur/api/server";
import type { Senders } from "../senders/create-senders.ts";
import type { SendResult } from "../senders/sender.ts";
import type { ChannelInOutbox } from "./channel-in-outbox.ts";
import type { Group } from "./take-next.ts";

interface Options {
  readonly senders: Senders;
  readonly channels: Pick<ChannelGate, "open">;
  readonly consoleUrl: string;
  readonly now: Date;
  /** Addresses of an e-mail channel that have the message already. */
  readonly reached: readonly string[];
}

/** What came of a try, and which addresses have the message now. */
export interface SentGroup {
  readonly result: SendResult;
  readonly reached: readonly string[];
}

const NO_ADDRESS = "Every receiver has ended the mails of this channel. Add an address.";
const NO_MAIL = "The server can't send mail: EXCALIBUR_SMTP_URL is not set.";
const UNREADABLE = "The address was stored with another EXCALIBUR_AUTH_SECRET. Set it again.";

/** Sends a group as one message, once. */
export async function sendGroup(channel: ChannelInOutbox, group: Group, options: Options): Promise<SentGroup> {
  const { senders, channels, now, reached } = options;
  const message = messageOf(channel, group, options.consoleUrl);
  if (channel.kind === "email") return sendMail(channel, message, options);
  const text = channel.sealed === null ? null : channels.open(channel.sealed, channel.id);
  if (text === null) return { result: { outcome: "refused", answer: UNREADABLE }, reached };
  const settings = JSON.parse(text) as SealedSettings;
  const { url } = settings;
  const result =
    channel.kind === "chat"
      ? await senders.chat.send(message, { url })
      : await senders.webhook.send(message, { url, secrets: secretsAt(settings, now) });
  return { result, reached };
}

/** One mail for each address: one that is refused or late holds up no other, and none has the message twice. */
async function sendMail(
  { id: channelId, addresses }: ChannelInOutbox,
  message: NotificationMessage,
  { senders, reached }: Options,
): Promise<SentGroup> {
  const { email } = senders;
  if (email === null) return { result: { outcome: "try_again", answer: NO_MAIL }, reached };
  if (addresses.length === 0) return { result: { outcome: "refused", answer: NO_ADDRESS }, reached };
  const left = addresses.filter((address) => !reached.includes(address));
  const results: (SendResult & { address: string })[] = [];
  for (const address of left) {
    results.push({ address, ...(await email.send(message, { channelId, address })) });
  }
  const of = (outcome: SendResult["outcome"]) => results.filter((result) => result.outcome === outcome);
  const nowReached = [...reached, ...of("delivered").map(({ address }) => address)];
  const answer = results.map((result) => `${result.address}: ${result.answer}`).join("; ");
  const outcome = of("try_again").length > 0 ? "try_again" : nowReached.length > 0 ? "delivered" : "refused";
  return { result: { outcome, answer }, reached: nowReached };
}

function messageOf(channel: ChannelInOutbox, group: Group, consoleUrl: string): NotificationMessage {
  const [first] = group;
  const about = { messageId: first.messageId, organization: channel.organization, consoleUrl };
  if (first.kind === "test") return writeTest(channel, first.subjectName, first.at, about);
  const [item, ...items] = group.flatMap(toldItems);
  if (item === undefined) throw new TypeError("A message tells something");
  const kinds = new Set(group.map(({ kind }) => kind));
  return kinds.size > 1 ? writeDigest([item, ...items], about) : writeMessage([item, ...items], about);
}

function toldItems({ kind, ...row }: Group[number]): ToldItem[] {
  return kind === "test" || kind === "digest" ? [] : [{ ...row, kind }];
}
