/** Turn 1 drains the requests queued during the last statement, turn 2 those that arrived during turn 1. More turns did not help. */
const TURNS = 3;

/**
 * Resolves after other requests had their turns of the event loop. SQLite answers within the call: without this a procedure
 * of thirty statements would block the process to its end, and every sync that arrives meanwhile would wait for it.
 */
export async function turnOfEventLoop(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
}
