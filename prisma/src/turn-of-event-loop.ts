/**
 * Resolves once everything else that is due has had its turn. SQLite answers within the call: without this a procedure of
 * thirty statements would be one stretch of work, and every sync that comes in meanwhile would wait for its end.
 */
export function turnOfEventLoop(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
