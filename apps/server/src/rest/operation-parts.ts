import { z } from "zod";
import { number, text } from "./query-text.ts";

export const always = (status: 200 | 201) => () => status;

/** What every list takes. */
export const page = {
  cursor: text("The nextCursor of the page before."),
  limit: number("Rows on a page: 1 to 200; the default is 50."),
} satisfies Record<string, z.ZodType>;

export const EXAMPLE_KEY_ID = "key_01jx5v7m2q8r9s0t1v2w3x4y5z";
/** The parameter of a path that names an executor. */
export const executorId = {
  id: { schema: z.string(), description: "The executor's id.", example: "exe_01jx5v7m2q8r9s0t1v2w3x4y5z" },
};
