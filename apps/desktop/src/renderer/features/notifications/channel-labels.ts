import type { ChannelKind, DeliveryView, NotificationLevel, NotificationState } from "@excalibur/api/contract";

export const KIND_LABELS: Readonly<Record<ChannelKind, string>> = {
  email: "E-mail",
  webhook: "Webhook",
  chat: "Chat",
  calendar: "Calendar",
};

export const KIND_DETAILS: Readonly<Record<ChannelKind, string>> = {
  email: "One mail to each address",
  webhook: "Signed JSON to a program of yours",
  chat: "Slack, Mattermost or Teams",
  calendar: "An address to subscribe to: when keys expire",
};

export const LEVEL_LABELS: Readonly<Record<NotificationLevel, string>> = {
  info: "Everything",
  warning: "Warnings and critical messages",
  critical: "Critical messages only",
};

export const STATE_LABELS: Readonly<Record<NotificationState, string>> = {
  waiting: "Waiting",
  delivered: "Delivered",
  failed: "Not delivered",
  dropped: "No longer true",
};

/** What a message of the log is called where it is no kind that channels choose. */
export const OTHER_MESSAGES: Readonly<Record<Exclude<DeliveryView["kind"], `${string}.${string}`>, string>> = {
  digest: "The digest of a day.",
  test: "A test.",
};
