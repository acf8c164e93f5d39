import { z } from "zod";
import { instant, named } from "./answers.ts";

export const witnesses = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      key: z
        .string()
        .meta({ description: "By what its signatures are checked: name+id+key, as in C2SP's signed-note." }),
      createdAt: instant,
      createdBy: named,
      latest: z
        .object({ sequence: z.int().min(1), at: instant })
        .nullable()
        .meta({ description: "The last head that it has co-signed; null: none yet." }),
    }),
  ),
});

export const cosignedAnswer = z.object({
  witness: named,
  sequence: z.int().min(1),
  isInLog: z
    .boolean()
    .meta({ description: "False: the log was wound back or written again. The head is kept as a proof." }),
});
