import { SCREENS } from "./screens.ts";

/** What follows the prefix of an id: see `resourceId` in the contract. */
const ULID = "[0-9a-hjkmnp-tv-z]{26}";
const SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*";

/** One path for each screen and, where a screen has records, for each record: by its id, which is held to its form. */
const INSIDE = SCREENS.map(({ path, records }) => (records === null ? path : `${path}(?:/${records}_${ULID})?`));
const FORM = new RegExp(`^(?:/o/(?<slug>${SLUG}))?(?<inside>${INSIDE.join("|")})$`);
const RECORD = new RegExp(`/(?<id>[a-z]+_${ULID})$`);

/** An address of the app, taken apart. */
export interface AppPath {
  /** The organization's; null for an address that names none, and so leads on to one. */
  slug: string | null;
  /** The rest: a screen, or a record below it. */
  inside: string;
  /** The record's id; null for a screen. */
  recordId: string | null;
}

/**
 * Takes an address apart that a link, a notification or the menu may lead to; null for anything else. An allow-list: screens
 * and records, with no room for a query.
 */
export function readAppPath(path: string): AppPath | null {
  const { slug, inside } = FORM.exec(path)?.groups ?? {};
  if (inside === undefined) return null;
  return { slug: slug ?? null, inside, recordId: RECORD.exec(inside)?.groups?.["id"] ?? null };
}

/** The address of a screen or a record in an organization. */
export function pathInOrganization(slug: string, inside: string): string {
  return `/o/${slug}${inside}`;
}
