/** Work that the server repeats beside answering requests. */
export interface BackgroundJob {
  readonly everyMs: number;
  /** What is logged when it fails: "silent executors could not be noticed". */
  readonly failure: string;
  readonly run: () => unknown;
}

/**
 * Starts the jobs, each with a timer of its own. A job that is still running is not started again.
 * @param logFailure receives the error of a run, and the job's `failure`.
 * @param timeScale each job runs this many times more often.
 * @returns stops the timers.
 */
export function startBackgroundWork(
  jobs: readonly BackgroundJob[],
  logFailure: (error: unknown, what: string) => void,
  timeScale: number,
): () => void {
  const timers = jobs.map(({ everyMs, failure, run }) => {
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
    }, everyMs / timeScale);
  });
  return () => {
    for (const timer of timers) clearInterval(timer);
  };
}
