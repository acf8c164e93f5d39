/** What can happen to an executor. */
export const EXECUTOR_EVENT_TYPES = [
  "executor.connected",
  "executor.reconnected",
  "executor.disconnected",
  "executor.rebound",
  "executor.duplicated",
  "executor.refused",
  "executor.accepted_again",
  "executor.deleted",
  "executor.code_reused",
  "executor.key_unused",
  "api_key.new_address",
  "executor.renewal_begun",
  "executor.renewal_contested",
  "executor.cannot_renew",
  "executor.locked_out",
  "channel.failing",
] as const;
export type ExecutorEventType = (typeof EXECUTOR_EVENT_TYPES)[number];

export const EVENT_LEVELS = ["info", "warning"] as const;

/** Something that happened to an executor. */
export interface ExecutorEvent {
  readonly organizationId: string;
  /** Null where there is a name only: the executor has not connected yet. */
  readonly executorId: string | null;
  readonly executorName: string;
  readonly type: ExecutorEventType;
  readonly level: (typeof EVENT_LEVELS)[number];
  readonly at: Date;
  readonly keyId: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}
