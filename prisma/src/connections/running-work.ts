/** Work that has begun and not ended, so that closing can wait for it. */
export interface RunningWork {
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when all of it has ended, well or not. */
  ended(): Promise<void>;
}

export function createRunningWork(): RunningWork {
  const running = new Set<Promise<unknown>>();
  return {
    track(work) {
      running.add(work);
      const forget = () => running.delete(work);
      work.then(forget, forget);
      return work;
    },
    async ended() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
