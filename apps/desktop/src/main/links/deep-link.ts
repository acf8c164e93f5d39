import { readAppPath } from "../../shared/app-path.ts";

/** The scheme that the system hands to this app: `excalibur://keys/key_…`, `excalibur://o/acme/keys/key_…`. */
export const LINK_SCHEME = "excalibur";

const FORM = new RegExp(`^${LINK_SCHEME}:/(?<path>/[a-z0-9_/-]{1,200}?)/?$`);

/**
 * The page that a link opens; null for anything else. Links come from web pages, mails and chats, so a key's or an
 * executor's page is all they can ask for: no other page, no query, no action. A link without an organization leads to
 * the user's organization that has the record.
 */
export function readDeepLink(link: string): string | null {
  const path = FORM.exec(link)?.groups?.["path"];
  if (path === undefined) return null;
  return readAppPath(path)?.recordId == null ? null : path;
}

/** The page of the first link among a program's arguments, which is how Windows and Linux hand one over. */
export function deepLinkAmong(argv: readonly string[]): string | null {
  return argv.map(readDeepLink).find((path) => path !== null) ?? null;
}
