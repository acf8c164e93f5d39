/** How urgent a message is, the least urgent first. */
export const NOTIFICATION_LEVELS = ["info", "warning", "critical"] as const;
export type NotificationLevel = (typeof NOTIFICATION_LEVELS)[number];

interface KindEntry {
  readonly level: NotificationLevel;
  /** What people choose it by. */
  readonly description: string;
}

/** Everything that channels are told of. A kind is never renamed: receivers of webhooks depend on it. */
export const NOTIFICATION_KINDS = {
  "key.expiring": {
    level: "warning",
    description: "An API key that is in use expires in 30, 7 or 1 days.",
  },
  "key.expired": { level: "critical", description: "An API key expired while it was in use." },
  "key.refused_in_use": { level: "warning", description: "A revoked or expired API key is still presented." },
  "key.new_address": { level: "warning", description: "An API key was used from a new network." },
  "key.created": { level: "info", description: "An API key was created." },
  "key.rotated": { level: "info", description: "An API key was rotated." },
  "key.revoked": { level: "info", description: "An API key was revoked." },
  "key.paused": { level: "info", description: "An API key was paused." },
  "key.deleted": { level: "info", description: "A revoked API key was deleted." },
  "key.renewal_contested": {
    level: "critical",
    description: "Two secrets were offered for one renewal of an API key.",
  },
  "key.unused": { level: "warning", description: "The policy is about to revoke an unused API key." },
  "management_key.created": { level: "warning", description: "A management key was created." },
  "code.reused": { level: "critical", description: "An enrolment code was used twice." },
  "executor.refused": { level: "warning", description: "An executor is refused." },
  "executor.offline": { level: "warning", description: "An executor is offline for longer than the channel waits." },
  "executor.duplicated": { level: "warning", description: "Two instances use the name of one executor." },
  "executor.cannot_renew": { level: "warning", description: "An executor can't store a renewed API key." },
  "executor.back": { level: "info", description: "An executor that was reported is accepted again." },
  "owner.new_device": { level: "warning", description: "An owner signed in from a new device." },
  "audit.broken": { level: "critical", description: "The hash chain of the audit log is broken." },
  "channel.failing": { level: "warning", description: "Another notification channel can't be reached." },
} as const satisfies Readonly<Record<string, KindEntry>>;

/** What a channel can choose to be told of. */
export type ChosenKind = keyof typeof NOTIFICATION_KINDS;

/** The kinds in the order in which people see them. */
export const CHOSEN_KINDS = Object.keys(NOTIFICATION_KINDS) as ChosenKind[];

/** The kind of a message: one that a channel chose, several of them in its daily digest, or a test. */
export type NotificationKind = ChosenKind | "digest" | "test";
