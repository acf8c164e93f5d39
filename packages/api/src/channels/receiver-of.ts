import type { CreateChannelInput, IssuedChannelSecret } from "../contract/channels.ts";
import type { SealedSettings } from "../domain/notifications/channel-kinds.ts";
import { refuse } from "../domain/refusal.ts";
import type { ChannelRecord } from "../ports/channel-store.ts";
import type { Services } from "../ports/services.ts";

/** What a channel keeps of its receiver. */
export type Receiver = Pick<ChannelRecord, "addresses" | "host" | "sealed" | "tokenHash">;

const NONE: Receiver = { addresses: [], host: null, sealed: null, tokenHash: null };
export const NOTHING_ISSUED: IssuedChannelSecret = { secret: null, address: null };

/**
 * The id of a new channel, what it keeps of its receiver, and what is shown once.
 * @throws Refusal `mail_not_configured`, or `invalid_input` for an address that messages may not be sent to.
 */
export async function prepareReceiver(
  services: Pick<Services, "newId" | "channels" | "secrets" | "links">,
  receiver: CreateChannelInput["receiver"],
): Promise<{ id: string; receiver: Receiver; issued: IssuedChannelSecret }> {
  if ("url" in receiver) await requireReachable(services, "receiver.url", receiver.url);
  const id = services.newId("chn");
  return { id, ...receiverOf(services, id, receiver) };
}

function receiverOf(
  services: Pick<Services, "channels" | "secrets" | "links">,
  channelId: string,
  receiver: CreateChannelInput["receiver"],
): { receiver: Receiver; issued: IssuedChannelSecret } {
  switch (receiver.kind) {
    case "email":
      if (!services.channels.hasMail) throw refuse("mail_not_configured");
      return { receiver: { ...NONE, addresses: receiver.addresses }, issued: NOTHING_ISSUED };
    case "webhook": {
      const secret = services.channels.createSecret();
      const sealed = { url: receiver.url, secrets: [secret], previousUntil: null };
      return { receiver: urlReceiver(services, channelId, sealed), issued: { ...NOTHING_ISSUED, secret } };
    }
    case "chat": {
      const sealed = { url: receiver.url, secrets: [], previousUntil: null };
      return { receiver: urlReceiver(services, channelId, sealed), issued: NOTHING_ISSUED };
    }
    case "calendar":
      return issueCalendar(services);
  }
}

/** A calendar with a new address: the one before leads nowhere then. */
export function issueCalendar({ secrets, links }: Pick<Services, "secrets" | "links">): {
  receiver: Receiver;
  issued: IssuedChannelSecret;
} {
  const token = secrets.createLinkToken();
  return {
    receiver: { ...NONE, tokenHash: secrets.hash(token) },
    issued: { ...NOTHING_ISSUED, address: links.calendar(token) },
  };
}

/** @throws Refusal `invalid_input` when messages may not be posted to an address: it leads inside, say. */
export async function requireReachable(
  { channels }: Pick<Services, "channels">,
  field: string,
  url: string,
): Promise<void> {
  const problem = await channels.addressProblem(url);
  if (problem !== null) throw refuse("invalid_input", { fieldErrors: { [field]: [problem] } });
}

/** What is kept of a webhook: its address is sealed as a whole, since some hold a credential. */
export function urlReceiver({ channels }: Pick<Services, "channels">, id: string, settings: SealedSettings): Receiver {
  return { ...NONE, host: new URL(settings.url).host, sealed: channels.seal(JSON.stringify(settings), id) };
}

/** Opens what is kept of a webhook. @throws Refusal `channel_unreadable`. */
export function openSettings({ channels }: Pick<Services, "channels">, id: string, sealed: string): SealedSettings {
  const text = channels.open(sealed, id);
  if (text === null) throw refuse("channel_unreadable");
  return JSON.parse(text) as SealedSettings;
}
