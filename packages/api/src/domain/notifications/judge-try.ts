/** What a receiver answered to a message, as far as it decides what comes next. */
export type TryResult =
  | { readonly outcome: "delivered" }
  | { readonly outcome: "try_again"; readonly afterMs?: number }
  | { readonly outcome: "refused" };

/** What becomes of a message, and of its channel, after a try. */
export type TryVerdict =
  | { readonly kind: "delivered" }
  | { readonly kind: "again"; readonly dueAt: Date }
  | { readonly kind: "failed"; readonly isChannelFailing: boolean };

/** For how long a message is tried. */
export const TRIED_FOR_MS = 24 * 60 * 60 * 1000;
/** Messages that a receiver refuses one after the other before its channel counts as failing. */
export const REFUSALS_IN_A_ROW = 3;

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 60 * 60 * 1000;
/** So that receivers which were down together are not asked together. */
const JITTER = 0.2;

/**
 * Judges a try. Pauses double from 10 s to an hour, each up to 20 % longer; the last try is 24 h after the first.
 * @param tries how many there were, with this one. @param refusals messages refused in a row, with this one.
 * @param random from 0 to 1.
 */
export function judgeTry(
  result: TryResult,
  { tries, firstTriedAt, refusals }: { tries: number; firstTriedAt: Date; refusals: number },
  now: Date,
  random: number,
): TryVerdict {
  if (result.outcome === "delivered") return { kind: "delivered" };
  if (result.outcome === "refused") return { kind: "failed", isChannelFailing: refusals >= REFUSALS_IN_A_ROW };
  const lastAt = firstTriedAt.getTime() + TRIED_FOR_MS;
  if (now.getTime() >= lastAt) return { kind: "failed", isChannelFailing: true };
  const doubled = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 20));
  const pauseMs = Math.max(doubled * (1 + JITTER * random), Math.min(result.afterMs ?? 0, LONGEST_PAUSE_MS));
  return { kind: "again", dueAt: new Date(Math.min(now.getTime() + pauseMs, lastAt)) };
}
