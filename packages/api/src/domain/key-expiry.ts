export const MAX_EXPIRY_DAYS = 3650;

const DAY_MS = 24 * 60 * 60 * 1000;

/** The instant a key made now expires, or null for one that never does. A day is always 24 hours, also when daylight saving begins or ends. */
export function expiryAfterDays(days: number | null | undefined, now: Date): Date | null {
  return days == null ? null : instantAfterDays(days, now);
}

/** The instant so many days of 24 hours after `now`. */
export function instantAfterDays(days: number, now: Date): Date {
  return new Date(now.getTime() + days * DAY_MS);
}
