import { z } from "zod";
import { count, instant, receipt } from "./answers.ts";

const days = z.int().nullable();

export const policy = z.object({
  longestLifeDays: days.meta({ description: "Days that a key lives at most, also one issued before; null: no limit." }),
  defaultLifeDays: days.meta({
    description: "Days that a key lives when the request does not say how many; null: for ever.",
  }),
  renewAtPercent: days.meta({ description: "A key is renewed once so much of its life is over; null: it is not." }),
  unusedDays: days.meta({ description: "Days after which a key is revoked that was not used; null: it is not." }),
  exemptLabel: z.string().nullable().meta({
    description: "name=value: keys with this label have no longest and no default life, and end for no lack of use.",
  }),
});

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
