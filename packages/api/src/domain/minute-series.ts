const MINUTE_MS = 60_000;

/** Milliseconds for which the minutes of an organization are kept. */
export const SERIES_MS = 24 * 60 * MINUTE_MS;

/** The start of the minute that an instant lies in, by UTC. */
export function minuteOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
}

/** Whether a minute has ended at `now`, or is still to come, after the clock was set back: nothing more is counted in it. */
export function isOver(minute: Date, now: Date): boolean {
  return now.getTime() >= minute.getTime() + MINUTE_MS || now.getTime() < minute.getTime() - MINUTE_MS;
}

/** The first minute that is kept at `now`; everything before it is forgotten. */
export function firstKeptMinute(now: Date): Date {
  return minuteOf(new Date(now.getTime() - SERIES_MS));
}
