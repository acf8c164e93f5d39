import type { ExecutorEvent, ExecutorEventType } from "../domain/executor-events.ts";
import type { PageCursor } from "../domain/page-cursor.ts";

/** Which events of one organization are asked for. What is null does not narrow them. */
export interface EventPageQuery {
  readonly organizationId: string;
  readonly executorId: string | null;
  readonly types: readonly ExecutorEventType[] | null;
  readonly level: ExecutorEvent["level"] | null;
  /** At this instant or later. */
  readonly from: Date | null;
  /** Before this instant. */
  readonly to: Date | null;
  readonly after: PageCursor | null;
  readonly limit: number;
}

export interface EventRecord extends ExecutorEvent {
  readonly id: string;
}

export interface EventReads {
  /** The newest first; at most `limit` rows after the cursor. */
  page(query: EventPageQuery): Promise<EventRecord[]>;
}

export interface EventWrites extends EventReads {
  append(event: ExecutorEvent): Promise<void>;
}
