import { z } from "zod";
import type { NotificationKind, NotificationLevel } from "../domain/notifications/notification-kinds.ts";
import type { EventView } from "./events.ts";
import { instant } from "./fields.ts";

/** Notices that are shown at most. */
export const MAX_NOTICES = 50;

/** For so many days a notice is shown. */
export const NOTICE_DAYS = 30;

export const markNoticesReadInput = z.strictObject({
  /** Everything up to this instant has been read. */
  until: instant,
});

/** A message that channels have delivered. */
export interface ToldView {
  messageId: string;
  kind: NotificationKind;
  level: NotificationLevel;
  at: Date;
  subject: { id: string | null; name: string };
  /** Names of the channels, in the order in which they were made. */
  channels: string[];
}

/** What happened in the organization that a member should know of. */
export interface NoticesView {
  /** Warnings about executors, the latest first. */
  items: EventView[];
  /** How many of them happened after the last visit. */
  unread: number;
  /** Up to when they have been read. */
  readUntil: Date;
  /** What channels have delivered, the latest first. */
  told: ToldView[];
}
