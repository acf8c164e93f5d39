import type { z } from "zod";
import { number, text } from "./query-text.ts";

export const always = (status: 200 | 201) => () => status;

/** What every list takes. */
export const page = {
  cursor: text("The nextCursor of the page before."),
  limit: number("Rows on a page: 1 to 200; the default is 50."),
} satisfies Record<string, z.ZodType>;

export const EXAMPLE_KEY_ID = "key_01jx5v7m2q8r9s0t1v2w3x4y5z";
export const EXAMPLE_EXECUTOR_ID = "exe_01jx5v7m2q8r9s0t1v2w3x4y5z";
