import { EVENT_LEVELS, EXECUTOR_EVENT_TYPES } from "@excalibur/api/contract";
import { z } from "zod";

/** What narrows the list. Lives in the page's address, so that it survives a reload and going back. */
export const eventFilterSearch = z.object({
  executorId: z
    .string()
    .regex(/^exe_[0-9a-z]{26}$/)
    .optional()
    .catch(undefined),
  type: z.enum(EXECUTOR_EVENT_TYPES).optional().catch(undefined),
  level: z.enum(EVENT_LEVELS).optional().catch(undefined),
});

export type EventFilter = z.infer<typeof eventFilterSearch>;
