/** Pages that have no id in their address. */
const SCREEN = /^\/(?:|overview|keys|executors|events|audit|members|organization|account)$/;
/** Pages of one key or one executor. The id is the one thing that comes from outside, so it is held to its form. */
const RECORD = /^\/(?:keys\/key|executors\/exe)_[0-9a-hjkmnp-tv-z]{26}$/;

/** Whether an address is one that a link, a notification or the menu may lead to: an allow-list, with no room for a query. */
export function isAppPath(path: string): boolean {
  return SCREEN.test(path) || RECORD.test(path);
}
