/** Something the server does again and again, beside answering requests. */
export interface Chore {
  readonly everyMs: number;
  /** What is logged when it fails: "silent executors could not be noticed". */
  readonly failure: string;
  readonly run: () => unknown;
}

/**
 * Starts the chores, each with a timer of its own; one that is still running is not started again.
 * @param logFailure told what failed, and in which words.
 * @param haste how many times sooner each comes again.
 * @returns what stops them.
 */
export function startBackgroundWork(
  chores: readonly Chore[],
  logFailure: (error: unknown, what: string) => void,
  haste: number,
): () => void {
  const timers = chores.map(({ everyMs, failure, run }) => {
    let isRunning = false;
    return setInterval(async () => {
      if (isRunning) return;
      isRunning = true;
      try {
        await run();
      } catch (error) {
        logFailure(error, failure);
      } finally {
        isRunning = false;
      }
    }, everyMs / haste);
  });
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
