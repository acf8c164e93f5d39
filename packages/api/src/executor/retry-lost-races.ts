import type { Refusal } from "../domain/refusal.ts";
import { LostRaceError } from "../ports/lost-race-error.ts";

const MAX_ATTEMPTS = 5;

/**
 * Runs work again when a concurrent change of the same executor was first.
 * @throws what `givenUp` makes, when the executor's row changes faster than it can be looked at.
 */
export async function retryLostRaces<Result>(work: () => Promise<Result>, givenUp: () => Refusal): Promise<Result> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LostRaceError)) throw error;
    }
  }
  throw givenUp();
}
