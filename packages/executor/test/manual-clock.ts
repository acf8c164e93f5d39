import type { Clock } from "../src/connect/clock.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Time that only advances by a call. */
export class ManualClock implements Clock {
  #elapsedMs = 0;
  /** Milliseconds added to the time of day, as when the machine's clock is set. */
  jumpMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  now(): Date {
    return new Date(Date.UTC(2026, 5, 1, 12) + this.#elapsedMs + this.jumpMs);
  }

  monotonicMs(): number {
    return this.#elapsedMs;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const wake = (): void => {
        this.#sleepers.delete(sleeper);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper = { at: this.#elapsedMs + ms, wake };
      this.#sleepers.add(sleeper);
      signal.addEventListener("abort", wake);
    });
  }

  /** Lets this much time pass, everything due in it happening in order. */
  async pass(ms: number): Promise<void> {
    const end = this.#elapsedMs + ms;
    for (;;) {
      await flushMicrotasks();
      const next = [...this.#sleepers].sort((left, right) => left.at - right.at)[0];
      if (next === undefined || next.at > end) break;
      this.#elapsedMs = next.at;
      next.wake();
    }
    this.#elapsedMs = end;
    await flushMicrotasks();
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function flushMicrotasks(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}
