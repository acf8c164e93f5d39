import { createHmac } from "node:crypto";
import { isSameText } from "../../secrets.ts";

/** The path below which mails of a channel to one address are ended. */
export const UNSUBSCRIBE_PATH = "/unsubscribe";

/** A channel of mail. */
export interface MailChannel {
  readonly organizationId: string;
  readonly channelId: string;
}

/** Addresses that end the mails of a channel to one receiver. Nothing is stored for them: they end with the receiver's mails. */
export interface UnsubscribeLinks {
  write(channel: MailChannel, address: string): string;
  /** The receiver whose address has this token; null: none of them. */
  find(channel: MailChannel, addresses: readonly string[], token: string): string | null;
}

/**
 * The token is an HMAC of channel and mail address, with a key derived from the auth secret: it can't be guessed, and the
 * link shows no mail address.
 * @param url where people reach the server
 */
export function createUnsubscribeLinks(authSecret: string, url: () => string): UnsubscribeLinks {
  const key = createHmac("sha256", authSecret).update("excalibur unsubscribe links").digest();
  const tokenOf = ({ organizationId, channelId }: MailChannel, address: string) =>
    createHmac("sha256", key).update(`${organizationId} ${channelId} ${address}`).digest("base64url");
  return {
    write: (channel, address) =>
      `${url()}${UNSUBSCRIBE_PATH}/${channel.organizationId}/${channel.channelId}/${tokenOf(channel, address)}`,
    find: (channel, addresses, token) =>
      addresses.find((address) => isSameText(tokenOf(channel, address), token)) ?? null,
  };
}
