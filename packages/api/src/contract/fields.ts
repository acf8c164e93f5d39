import { z } from "zod";

/** Text on one line that every database and log holds as it is: no control characters, no half of a surrogate pair. */
export const SINGLE_LINE = /^[^\p{Cc}\p{Cs}]*$/u;

/** An id as this product writes them: `<prefix>_<ulid>` in lower case. */
export function resourceId(prefix: "key" | "exe" | "org" | "mem" | "inv" | "ses") {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`), `This is not an id of the form ${prefix}_….`);
}

export const searchText = z
  .string()
  .trim()
  .max(100, "Search for at most 100 characters.")
  .regex(SINGLE_LINE, "A search can't hold control characters such as line breaks or tabs.");

/** Rows on a page. */
export const pageSize = z.int().min(1).max(200);
export const DEFAULT_PAGE_SIZE = 50;
