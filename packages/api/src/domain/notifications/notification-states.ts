/** What has become of a message for a channel. `dropped`: it was no longer true before it was told. */
export const NOTIFICATION_STATES = ["waiting", "delivered", "failed", "dropped"] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];
