import type { z } from "zod";
import { number, text } from "./query-text.ts";

export const always = (status: 200 | 201) => () => status;

/** What every list takes. */
export const page = {
  cursor: text("What nextCursor of the page before said."),
  limit: number("Rows on a page: 1 to 200, 50 unless it is said."),
} satisfies Record<string, z.ZodType>;
