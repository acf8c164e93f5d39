import { isAppPath } from "../../shared/app-path.ts";

/** The scheme that the system hands to this app: `excalibur://keys/key_…`. */
export const LINK_SCHEME = "excalibur";

const FORM = new RegExp(`^${LINK_SCHEME}://(?<kind>keys|executors)/(?<id>[a-z0-9_]{1,64})/?$`);

/**
 * The page that a link opens; null for anything else. Links come from web pages, mails and chats, so a key's or an
 * executor's page is all they can ask for: no other page, no query, no action.
 */
export function readDeepLink(link: string): string | null {
  const { kind, id } = FORM.exec(link)?.groups ?? {};
  const path = `/${kind}/${id}`;
  return kind !== undefined && isAppPath(path) ? path : null;
}

/** The page of the first link among a program's arguments, which is how Windows and Linux hand one over. */
export function deepLinkAmong(argv: readonly string[]): string | null {
  return argv.map(readDeepLink).find((path) => path !== null) ?? null;
}
