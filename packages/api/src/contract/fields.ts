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

/** Both databases keep instants of these years. */
export const instant = z
  .date()
  .min(new Date("1970-01-01T00:00:00Z"), "There is nothing before 1970.")
  .max(new Date("9999-12-31T23:59:59Z"), "There is nothing after the year 9999.");

/** Rows on a page. */
export const pageSize = z.int().min(1).max(200);
export const DEFAULT_PAGE_SIZE = 50;
