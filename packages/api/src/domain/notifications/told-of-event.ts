import type { ExecutorEvent, ExecutorEventType } from "../executor-events.ts";
import type { NotificationDraft } from "./draft.ts";
import { NOTIFICATION_KINDS, type ChosenKind } from "./notification-kinds.ts";

/** Of which kind channels are told of an event; null: it is none of them, or an audit row tells it. */
const TOLD_EVENTS = {
  "executor.connected": null,
  "executor.reconnected": "executor.back",
  "executor.disconnected": "executor.offline",
  "executor.rebound": null,
  "executor.duplicated": "executor.duplicated",
  "executor.refused": "executor.refused",
  "executor.accepted_again": "executor.back",
  "executor.deleted": null,
  "executor.code_reused": null,
  "executor.key_unused": "key.unused",
  "api_key.new_address": "key.new_address",
  "executor.renewal_begun": null,
  "executor.renewal_contested": null,
  "executor.cannot_renew": "executor.cannot_renew",
  "executor.locked_out": "executor.refused",
  "channel.failing": "channel.failing",
} as const satisfies Readonly<Record<ExecutorEventType, ChosenKind | null>>;

const TOLD_DETAILS = ["reason", "address", "network", "lastSeenAt", "lastUsedAt", "endsAt", "key", "since"];

/** What channels are told of an event; null: nothing. */
export function draftOfEvent(event: ExecutorEvent): NotificationDraft | null {
  const kind: ChosenKind | null = TOLD_EVENTS[event.type];
  if (kind === null) return null;
  const { organizationId, executorId, executorName, keyId, at } = event;
  const details = Object.fromEntries(
    Object.entries(event.details).filter(([name, value]) => TOLD_DETAILS.includes(name) && value !== null),
  );
  const isOfKey = kind === "key.unused";
  const subject = isOfKey
    ? { id: keyId, name: String(event.details["key"] ?? keyId) }
    : { id: kind === "channel.failing" ? String(event.details["channelId"]) : executorId, name: executorName };
  return { organizationId, kind, level: NOTIFICATION_KINDS[kind].level, at, subject, details };
}
