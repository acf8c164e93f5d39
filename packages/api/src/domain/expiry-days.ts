const DAY_MS = 24 * 60 * 60 * 1000;

/** A stretch of time: after the first instant, up to the second. */
export interface Stretch {
  readonly after: Date;
  readonly until: Date;
}

/**
 * The next days, one by one: from now to the first beginning of a day, and from each to the next one. They end with the last.
 * @param starts when days begin where the reader is, in any order. What is past, or more than two days beyond `days`, is left out.
 * @param days how many there are in one stretch when no beginning is left.
 */
export function nextDays(now: Date, starts: readonly Date[], days: number): Stretch[] {
  const nowMs = now.getTime();
  const lastMs = nowMs + (days + 2) * DAY_MS;
  const within = starts.map((start) => start.getTime()).filter((at) => at > nowMs && at <= lastMs);
  const ends = [...new Set(within)].toSorted((a, b) => a - b);
  if (ends.length === 0) ends.push(nowMs + days * DAY_MS);
  return ends.map((end, index) => ({ after: new Date(ends[index - 1] ?? nowMs), until: new Date(end) }));
}
