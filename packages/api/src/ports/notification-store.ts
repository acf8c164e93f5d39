import type { PageCursor } from "../domain/page-cursor.ts";
import type { NotificationKind, NotificationLevel } from "../domain/notifications/notification-kinds.ts";
import type { NotificationState } from "../domain/notifications/notification-states.ts";
import type { NotificationDraft } from "../domain/notifications/draft.ts";

/** A message for one channel. */
export interface NotificationRecord {
  readonly messageId: string;
  readonly channelId: string;
  readonly kind: NotificationKind;
  readonly level: NotificationLevel;
  readonly at: Date;
  readonly subjectId: string | null;
  readonly subjectName: string;
  readonly details: NotificationDraft["details"];
  readonly state: NotificationState;
  readonly dueAt: Date | null;
  readonly tries: number;
  readonly triedAt: Date | null;
  readonly answer: string | null;
  /** The message that told this as well; null: it is told by itself. */
  readonly toldBy: string | null;
}

/** A key whose end may have to be told. */
export interface EndingKey {
  readonly told: readonly number[];
  readonly executors: { readonly total: number; readonly names: readonly string[]; readonly isRenewalBlocked: boolean };
}

export interface NotificationReads {
  /** Of one channel, the newest first. */
  page(query: {
    organizationId: string;
    channelId: string;
    after: PageCursor | null;
    limit: number;
  }): Promise<NotificationRecord[]>;
  find(organizationId: string, channelId: string, messageId: string): Promise<NotificationRecord | null>;
  /** What some channels have delivered since an instant, the newest first; no tests. */
  delivered(query: {
    organizationId: string;
    channelIds: readonly string[];
    since: Date;
    limit: number;
  }): Promise<NotificationRecord[]>;
}

export interface NotificationWrites extends NotificationReads {
  /** Names what channels are told of, as the change is committed. */
  tell(draft: NotificationDraft): void;
  /** Writes a test for one channel. Its sender sends it at once; else the outbox does at `dueAt`. */
  insertTest(test: {
    organizationId: string;
    channelId: string;
    messageId: string;
    by: string;
    at: Date;
    dueAt: Date;
  }): Promise<void>;
  /** Has a message sent once more, from the first try on. @returns false when there is none, or it waits and may not. */
  sendAgain(
    organizationId: string,
    channelId: string,
    messageId: string,
    options: { dueAt: Date; mayWait: boolean },
  ): Promise<boolean>;
  /** What a reminder of a key needs besides its row. */
  endingKey(organizationId: string, keyId: string): Promise<EndingKey>;
  /** Notes what was told of a key that the change has locked. */
  markTold(keyId: string, thresholds: readonly number[], at: Date): Promise<void>;
  /** Takes the daily check of an audit log. @returns false when it was checked after `before`. */
  claimLogCheck(organizationId: string, claim: { before: Date; at: Date }): Promise<boolean>;
  /**
   * Notes at which number channels are told that the audit log is broken.
   * @returns false when they were, and in an organization that is deactivated.
   */
  markBroken(organizationId: string, sequence: number): Promise<boolean>;
}
