import type { ChannelKind } from "../domain/notifications/channel-kinds.ts";
import type { ChosenKind, NotificationLevel } from "../domain/notifications/notification-kinds.ts";

/** A channel's row. What it keeps encrypted is opened only to send. */
export interface ChannelRecord {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly kind: ChannelKind;
  /** Of an e-mail channel. */
  readonly addresses: readonly string[];
  /** The host of a webhook; null: the channel has none. */
  readonly host: string | null;
  readonly sealed: string | null;
  readonly tokenHash: string | null;
  readonly kinds: readonly ChosenKind[];
  readonly leastLevel: NotificationLevel;
  readonly offlineMinutes: number;
  /** The minute of the day of its digest, in the organization's time zone; null: each message is sent at once. */
  readonly digestMinute: number | null;
  readonly digestDueAt: Date | null;
  readonly createdAt: Date;
  readonly createdById: string;
  readonly createdByName: string;
  /** Since when nothing is sent because its receiver can't be reached; null: it is not so. */
  readonly failingSince: Date | null;
  readonly failingWhy: string | null;
}

export type NewChannel = Omit<ChannelRecord, "failingSince" | "failingWhy">;
/** What can be changed of a channel. */
export type ChannelChanges = Partial<Omit<NewChannel, "id" | "organizationId" | "kind" | "createdAt">>;

/** The organization of a calendar's address. */
export interface CalendarOrganization {
  readonly organizationId: string;
  readonly name: string;
  readonly slug: string;
  readonly timeZone: string;
}

/** Channels of one organization. A row of another one is as good as absent. */
export interface ChannelReads {
  /** The oldest first. */
  list(organizationId: string): Promise<ChannelRecord[]>;
  find(organizationId: string, id: string): Promise<ChannelRecord | null>;
  timeZone(organizationId: string): Promise<string>;
  /** Null for a token that no calendar has, and where the organization is deactivated. */
  findCalendar(tokenHash: string): Promise<CalendarOrganization | null>;
}

export interface ChannelWrites extends ChannelReads {
  /** Concurrent changes that count them wait for this one. */
  countForUpdate(organizationId: string): Promise<number>;
  insert(channel: NewChannel): Promise<void>;
  /** @returns false when there is no such channel. */
  update(organizationId: string, id: string, changes: ChannelChanges): Promise<boolean>;
  /** Deletes a channel with its messages. @returns false when there is no such channel. */
  delete(organizationId: string, id: string): Promise<boolean>;
  /** Marks it as failing. @returns false when it is failing already, or gone. */
  markFailing(organizationId: string, id: string, why: string, at: Date): Promise<boolean>;
  /** Has the messages of a channel sent again that was failing. */
  markActive(organizationId: string, id: string): Promise<void>;
  setTimeZone(organizationId: string, timeZone: string): Promise<void>;
}
