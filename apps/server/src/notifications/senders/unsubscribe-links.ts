import { createHmac } from "node:crypto";
import { isSameText } from "../../secrets.ts";

/** The path below which mails of a channel to one address are ended. */
export const UNSUBSCRIBE_PATH = "/unsubscribe";

/** Addresses that end the mails of a channel to one receiver. Nothing is stored for them: they end with the receiver's mails. */
export interface UnsubscribeLinks {
  write(channelId: string, address: string): string;
  /** The receiver whose address has this token; null: none of them. */
  find(channelId: string, addresses: readonly string[], token: string): string | null;
}

/**
 * The token is an HMAC of channel and mail address, with a key derived from the auth secret: it can't be guessed, and the
 * link shows no mail address.
 * @param url where people reach the server
 */
export function createUnsubscribeLinks(authSecret: string, url: () => string): UnsubscribeLinks {
  const key = createHmac("sha256", authSecret).update("excalibur unsubscribe links").digest();
  const tokenOf = (channelId: string, address: string) =>
    createHmac("sha256", key).update(`${channelId} ${address}`).digest("base64url");
  return {
    write: (channelId, address) => `${url()}${UNSUBSCRIBE_PATH}/${channelId}/${tokenOf(channelId, address)}`,
    find: (channelId, addresses, token) =>
      addresses.find((address) => isSameText(tokenOf(channelId, address), token)) ?? null,
  };
}
