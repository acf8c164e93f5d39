/** Subscribers woken before everything else that is due has its turn. Each takes a fraction of a millisecond. */
const AT_ONCE = 10;

/** Wakes many subscribers without holding up the executors that sync meanwhile: a few, then a turn of the event loop. */
export class WakeInTurns {
  #waiting = new Set<() => void>();
  #isRunning = false;

  /** @param wake the same function for the same subscriber: it is woken once, however often this is called before. */
  add(wake: () => void): void {
    this.#waiting.add(wake);
    if (this.#isRunning) return;
    this.#isRunning = true;
    setImmediate(() => this.#run());
  }

  #run(): void {
    let woken = 0;
    for (const wake of this.#waiting) {
      if (woken++ === AT_ONCE) break;
      this.#waiting.delete(wake);
      wake();
    }
    this.#isRunning = this.#waiting.size > 0;
    if (this.#isRunning) setImmediate(() => this.#run());
  }
}
