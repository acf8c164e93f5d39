import { refuse, type Refusal } from "../domain/refusal.ts";
import type { Change, ChangeOptions, Committed } from "../ports/change.ts";
import { ConcurrentChangeError } from "../ports/concurrent-change-error.ts";
import type { Services } from "../ports/services.ts";

const MAX_ATTEMPTS = 5;

/** Milliseconds for a change of all keys of an organization, which may be 100,000, that can't be made in several changes. */
export const ALL_KEYS_TIMEOUT_MS = 60_000;

/**
 * Runs a unit of work, the one way to write. When a concurrent change was first, it runs again, on the rows as they are then.
 * @param options `givenUp`: what to throw when they changed at every attempt.
 */
export async function change<Result>(
  { services }: { readonly services: Pick<Services, "runChange"> },
  work: (tx: Change) => Promise<Result>,
  { givenUp = () => refuse("unavailable"), ...options }: ChangeOptions & { readonly givenUp?: () => Refusal } = {},
): Promise<Committed<Result>> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    try {
      return await services.runChange(work, options);
    } catch (error) {
      if (!(error instanceof ConcurrentChangeError)) throw error;
    }
  }
  throw givenUp();
}
