import { z } from "zod";
import { holdsSecret, LOOKS_LIKE_A_KEY, TEXT_PROBLEMS, textProblem } from "../domain/shown-text.ts";

/** The beginning of every text that a client sends: it holds no secret, for any purpose. */
export const text = () => z.string().refine((sent) => !holdsSecret(sent), { error: LOOKS_LIKE_A_KEY, abort: true });

/**
 * A text that one person types, or an executor sends, and another person reads: one line, trimmed, composed (NFC), at least one
 * visible character, nothing that hides or turns text. Its length is counted in UTF-16 units, as in a form's field; zod's
 * own `max` counts code points.
 */
export function shownText({ max, empty, long }: { max: number; empty?: string; long?: string }) {
  return text()
    .trim()
    .normalize("NFC")
    .min(1, { error: empty ?? TEXT_PROBLEMS.nothing_visible, abort: true })
    .refine((shown) => shown.length <= max, long ?? `At most ${max} characters.`)
    .superRefine((shown, context) => {
      const problem = textProblem(shown);
      if (problem !== null) context.addIssue({ code: "custom", message: TEXT_PROBLEMS[problem] });
    });
}

/** The same, or nothing: the empty text removes what was there. */
export function shownTextOrNone(limits: { max: number; long?: string }) {
  return text()
    .trim()
    .pipe(z.union([z.literal(""), shownText(limits)]));
}

/** An id as this product writes them: `<prefix>_<ulid>` in lower case. */
export function resourceId(
  prefix: "key" | "mgk" | "exe" | "org" | "usr" | "mem" | "inv" | "ses" | "cod" | "chn" | "msg" | "wit",
) {
  return text().regex(new RegExp(`^${prefix}_[0-9a-hjkmnp-tv-z]{26}$`), `This is not an id of the form ${prefix}_….`);
}

/** What a list's last answer gave to go on from. */
export const pageCursor = text().max(1_000);

/** Text on one line that every database and log holds as it is: no control characters, no half of a surrogate pair. */
export const searchText = text()
  .trim()
  .max(100, "Search for at most 100 characters.")
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "A search can't hold control characters such as line breaks or tabs.");

export const WRITTEN_INSTANT = "An instant with its offset, such as 2026-10-25T00:00:00+02:00.";

/** Both databases keep instants of these years. */
export const instant = z
  .date({ error: WRITTEN_INSTANT })
  .min(new Date("1970-01-01T00:00:00Z"), "There is nothing before 1970.")
  .max(new Date("9999-12-31T23:59:59Z"), "There is nothing after the year 9999.");

/** Bytes of a request's body at most; the server takes less of most. */
export const MAX_REQUEST_BYTES = 256 * 1024;

/** Rows on a page. */
export const pageSize = z
  .int("A whole number.")
  .min(1, "A page has at least one row.")
  .max(200, "A page has at most 200 rows.");
export const DEFAULT_PAGE_SIZE = 50;
