const MINUTE_MS = 60_000;

/** Milliseconds for which the minutes of an organization are kept. */
export const SERIES_MS = 24 * 60 * MINUTE_MS;

/** The start of the minute that an instant lies in, by UTC. */
export function minuteOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS);
}

const HOUR_MS = 60 * MINUTE_MS;

/** Hours for which the syncs of a key or an executor are kept, the running one among them. */
export const LIFE_HOURS = 7 * 24;

/** The start of the hour that an instant lies in, by UTC. */
export function hourOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);
}

/** The first hour that is kept at `now`; everything before it is forgotten. */
export function firstKeptHour(now: Date): Date {
  return new Date(hourOf(now).getTime() - (LIFE_HOURS - 1) * HOUR_MS);
}

/** Whether a minute has ended at `now`, or is still to come, after the clock was set back: nothing more is counted in it. */
export function isOver(minute: Date, now: Date): boolean {
  return now.getTime() >= minute.getTime() + MINUTE_MS || now.getTime() < minute.getTime() - MINUTE_MS;
}

/** The first minute that is kept at `now`; everything before it is forgotten. */
export function firstKeptMinute(now: Date): Date {
  return minuteOf(new Date(now.getTime() - SERIES_MS));
}
