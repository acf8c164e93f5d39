import { refuse, type Refusal } from "../domain/refusal.ts";
import type { Change, ChangeOptions, Committed } from "../ports/change.ts";
import { ConcurrentChangeError } from "../ports/concurrent-change-error.ts";
import type { Services } from "../ports/services.ts";

const MAX_ATTEMPTS = 5;

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
