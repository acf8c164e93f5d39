import { z } from "zod";
import { EXECUTOR_EVENT_TYPES, EVENT_LEVELS, type ExecutorEvent } from "../domain/executor-events.ts";
import { instant, pageCursor, pageSize, resourceId } from "./fields.ts";

export const listEventsInput = z.strictObject({
  executorId: resourceId("exe").optional(),
  type: z.enum(EXECUTOR_EVENT_TYPES).optional(),
  level: z.enum(EVENT_LEVELS).optional(),
  /** At this instant or later. */
  from: instant.optional(),
  /** Before this instant. */
  to: instant.optional(),
  cursor: pageCursor.nullish(),
  limit: pageSize.optional(),
});

export type ListEventsInput = z.infer<typeof listEventsInput>;

/** Something that happened to an executor, as anyone in its organization may see it. */
export interface EventView {
  id: string;
  type: ExecutorEvent["type"];
  level: ExecutorEvent["level"];
  at: Date;
  /** The executor may be gone by now; its name then is kept here. Its id is null where it has not connected yet. */
  executor: { id: string | null; name: string };
  keyId: string | null;
  details: ExecutorEvent["details"];
}
