/** In the first all are answered who waited for the piece of work before, in the next who came meanwhile, then few are left. */
const TURNS = 3;

/**
 * Resolves once everything else that is due has had its turn. SQLite answers within the call: without this a procedure of
 * thirty statements would be one stretch of work, and every sync that comes in meanwhile would wait for its end. After a
 * single turn those who came during it would wait for the next piece as well.
 */
export async function turnOfEventLoop(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
