import { z } from "zod";
import { count, instant, policy, receipt } from "./answers.ts";

const key = z.object({ id: z.string(), name: z.string() });

/** Of each list the first 100 are named. */
export const policyPreview = z.object({
  shortened: z
    .object({
      total: count,
      ended: count.meta({ description: "How many of them end at once." }),
      keys: z.array(key.extend({ endedAt: instant.nullable(), endsAt: instant.nullable() })),
    })
    .meta({ description: "Keys that end earlier than before." }),
  lengthened: count.meta({ description: "Keys that end later than before." }),
  online: z
    .object({ total: count, executors: z.array(key.extend({ lastSeenAt: instant })) })
    .meta({ description: "Executors that are online with keys that end at once." }),
  unused: z
    .object({ total: count, keys: z.array(key.extend({ lastUsedAt: instant })) })
    .meta({ description: "Keys that end in 7 days or later unless they are used." }),
  exempt: z.object({ total: count, keys: z.array(key) }).meta({ description: "Keys that are exempt by their label." }),
});

export const updatedPolicy = z.object({ policy, receipt });
