/** What can happen to an executor. */
export const EXECUTOR_EVENT_TYPES = [
  "executor.connected",
  "executor.reconnected",
  "executor.disconnected",
  "executor.rebound",
  "executor.deleted",
] as const;
export type ExecutorEventType = (typeof EXECUTOR_EVENT_TYPES)[number];

/** Something that happened to an executor. */
export interface ExecutorEvent {
  readonly organizationId: string;
  readonly executorId: string;
  readonly executorName: string;
  readonly type: ExecutorEventType;
  readonly level: "info" | "warning";
  readonly at: Date;
  readonly keyId: string | null;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}
