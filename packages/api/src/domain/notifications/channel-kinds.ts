/** The kinds of channels. */
export const CHANNEL_KINDS = ["email", "webhook", "chat", "calendar"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** Channels of one organization at most: each change that is told writes a row for each. */
export const MAX_CHANNELS = 20;

/** Milliseconds that the secret before the last rotation still signs messages of a webhook. */
export const SECRET_OVERLAP_MS = 24 * 60 * 60 * 1000;

/** What a channel keeps of its receiver besides what people may see. Stored encrypted. */
export interface SealedSettings {
  readonly url: string;
  /** Of a webhook, the current first. The second is good until `previousUntil`. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly previousUntil: number | null;
}

/** The secrets that sign a message now. */
export function secretsAt({ secrets, previousUntil }: SealedSettings, now: Date): string[] {
  return previousUntil !== null && now.getTime() < previousUntil ? [...secrets] : secrets.slice(0, 1);
}

/** The text whose SHA-256 tells whether an address is the one that a channel has. */
export function hashedAddress(channelId: string, url: string): string {
  return `${channelId} ${url}`;
}
