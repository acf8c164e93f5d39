import type { Logger } from "pino";

/** Something the server does again and again, beside answering requests. */
export interface Chore {
  readonly everyMs: number;
  /** What is logged when it fails: "silent executors could not be noticed". */
  readonly failure: string;
  readonly run: () => unknown;
}

/**
 * Starts the chores, each with a timer of its own; one that is still running is not started again.
 * @param haste how many times sooner each comes again.
 * @returns what stops them.
 */
export function startBackgroundWork(chores: readonly Chore[], logger: Logger, haste: number): () => void {
  const timers = chores.map(({ everyMs, failure, run }) => {
    let isRunning = false;
    return setInterval(async () => {
      if (isRunning) return;
      isRunning = true;
      try {
        await run();
      } catch (error) {
        logger.error({ err: error }, failure);
      } finally {
        isRunning = false;
      }
    }, everyMs / haste);
  });
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
