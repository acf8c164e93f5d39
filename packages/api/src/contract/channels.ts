import { z } from "zod";
import { CHANNEL_KINDS, hashedAddress, type ChannelKind } from "../domain/notifications/channel-kinds.ts";
import { isTimeZone } from "../domain/instant-text.ts";
import {
  CHOSEN_KINDS,
  NOTIFICATION_LEVELS,
  type ChosenKind,
  type NotificationKind,
  type NotificationLevel,
} from "../domain/notifications/notification-kinds.ts";
import { NOTIFICATION_STATES, type NotificationState } from "../domain/notifications/notification-states.ts";
import { pageCursor, pageSize, resourceId, shownText, text } from "./fields.ts";
import { emailAddress } from "./setup.ts";

const MAX_ADDRESSES = 20;
const DEFAULT_OFFLINE_MINUTES = 5;

export const channelName = shownText({ max: 32, empty: "A channel needs a name." });

/** An address that messages are posted to. Whether it leads to a private network is judged when it is saved and at each call. */
export const receiverUrl = text()
  .trim()
  .max(2_000, "At most 2,000 characters.")
  .pipe(z.url({ protocol: /^https?$/, error: "This is not an address of the form https://…" }));

export const channelAddresses = z
  .array(emailAddress)
  .min(1, "Name at least one address.")
  .max(MAX_ADDRESSES, `At most ${MAX_ADDRESSES} addresses.`);

/** Where a channel of each kind sends to. A calendar is read by its receiver. */
const receiver = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("email"), addresses: channelAddresses }),
  z.strictObject({ kind: z.literal("webhook"), url: receiverUrl }),
  z.strictObject({ kind: z.literal("chat"), url: receiverUrl }),
  z.strictObject({ kind: z.literal("calendar") }),
]);

const chosenKinds = z
  .array(z.enum(CHOSEN_KINDS))
  .min(1, "Choose at least one kind.")
  .max(CHOSEN_KINDS.length, "Name each kind once.");

const offlineMinutes = z
  .int("Minutes are a whole number.")
  .min(1, "An executor counts as offline after at least one minute.")
  .max(10_080, "At most 10,080 minutes, which are 7 days.");

/** A time of the day: "08:30". */
const digestAt = text().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time of the day such as 08:30.");

const choices = {
  /** Absent: all. */
  kinds: chosenKinds.optional(),
  /** The least urgent level that is told. Absent: `warning`. */
  leastLevel: z.enum(NOTIFICATION_LEVELS).optional(),
  /** Minutes that an executor is offline before that is told. Absent: 5. */
  offlineMinutes: offlineMinutes.optional(),
  /** When one message a day tells everything, in the organization's time zone. Null or absent: each message is sent at once. */
  digestAt: digestAt.nullish(),
};

export const createChannelInput = z.strictObject({ name: channelName, receiver, ...choices });

export const updateChannelInput = z.strictObject({
  id: resourceId("chn"),
  name: channelName.optional(),
  /** Of an e-mail channel. */
  addresses: channelAddresses.optional(),
  /** Of a webhook. */
  url: receiverUrl.optional(),
  ...choices,
});

export const channelIdInput = z.strictObject({ id: resourceId("chn") });

export const listDeliveriesInput = z.strictObject({
  id: resourceId("chn"),
  cursor: pageCursor.nullish(),
  limit: pageSize.optional(),
});

export const deliveryInput = z.strictObject({ id: resourceId("chn"), messageId: resourceId("msg") });

export const setTimeZoneInput = z.strictObject({
  timeZone: text().max(64).refine(isTimeZone, "Name a time zone such as Europe/Berlin, or UTC."),
});

export {
  CHANNEL_KINDS,
  hashedAddress,
  DEFAULT_OFFLINE_MINUTES,
  NOTIFICATION_STATES,
  type ChannelKind,
  type NotificationState,
};
export type CreateChannelInput = z.infer<typeof createChannelInput>;
export type UpdateChannelInput = z.infer<typeof updateChannelInput>;
export type ListDeliveriesInput = z.infer<typeof listDeliveriesInput>;

/** A channel as a member sees it. */
export interface ChannelView {
  id: string;
  name: string;
  kind: ChannelKind;
  /** Null: it can be reached, as far as is known. */
  failing: { since: Date; why: string | null } | null;
  /** Null for members: owners and admins see it. */
  settings: ChannelSettingsView | null;
}

/** What owners and admins see of a channel: never a secret, and of a webhook's address the host and a hash. */
export interface ChannelSettingsView {
  addresses: string[];
  host: string | null;
  /**
   * SHA-256 of the channel's id, a space and the whole address, hexadecimal: tells whether an address is the one that it has. Null: it has
   * none, or none that can be read.
   */
  addressHash: string | null;
  kinds: ChosenKind[];
  leastLevel: NotificationLevel;
  offlineMinutes: number;
  digestAt: string | null;
  createdAt: Date;
  createdBy: { id: string; name: string };
}

/** A new secret or address. It is seen here and never again. */
export interface IssuedChannelSecret {
  /** Signs the messages of a webhook (Standard Webhooks): `whsec_…`. */
  secret: string | null;
  /** The address of a calendar. */
  address: string | null;
}

/** A message of a channel's log. */
export interface DeliveryView {
  messageId: string;
  kind: NotificationKind;
  level: NotificationLevel;
  at: Date;
  subject: { id: string | null; name: string };
  state: NotificationState;
  tries: number;
  triedAt: Date | null;
  /** When it is tried next. */
  dueAt: Date | null;
  /** What the receiver answered last, or why there was no answer. */
  answer: string | null;
  /** The message that told this as well. */
  toldBy: string | null;
}
