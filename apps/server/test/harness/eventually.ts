import { setTimeout as sleep } from "node:timers/promises";
import { PATIENCE_MS } from "../../../../scripts/testing/patience.ts";

/** Tries an expectation again and again until it holds. @throws what it threw last, once its time is over. */
export async function eventually(
  expectation: () => Promise<void>,
  withinMs = PATIENCE_MS,
  everyMs = 50,
): Promise<void> {
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
