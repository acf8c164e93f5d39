import os from "node:os";

// A sync leaves garbage that is dead when the next one comes. What lives when it is collected is what people asked for just
// then: the sooner, the less of it there is to move, and the shorter everything else waits.
const SMALL_YOUNG_GENERATION = "--max-semi-space-size=4";
// What outlives the young generation by a moment is collected before the heap has doubled for it: two thousand refused
// subscriptions take 6 MB, and would take 60.
const SMALL_GROWTH = "--heap-growing-percent=50";
// With one core, threads that help to collect take it from the thread that waits for them.
const COLLECT_ALONE = "--single-threaded-gc";

/** @returns Node's options for a server's process on the cores that this process may use. */
export function serverOptions() {
  const options = ["--disable-warning=ExperimentalWarning", SMALL_YOUNG_GENERATION, SMALL_GROWTH];
  return os.availableParallelism?.() === 1 ? [...options, COLLECT_ALONE] : options;
}
