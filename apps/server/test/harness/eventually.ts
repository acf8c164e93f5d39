import { setTimeout as sleep } from "node:timers/promises";

/** Tries an expectation again and again until it holds. @throws what it threw last, after 30 s. */
export async function eventually(expectation: () => Promise<void>, withinMs = 30_000, everyMs = 50): Promise<void> {
  const giveUpAt = Date.now() + withinMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > giveUpAt) throw error;
      await sleep(everyMs);
    }
  }
}
