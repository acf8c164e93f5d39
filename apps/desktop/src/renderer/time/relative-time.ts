import { format, isSameYear } from "date-fns";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STAYS_RELATIVE_FOR_MS = 30 * DAY;

/** How long ago, or how soon: `4 s ago`, `2 days ago`, `in 6 days`; further away than a month, the day itself. */
export function relativeTime(at: Date, now: Date): string {
  const distanceMs = now.getTime() - at.getTime();
  const size = Math.abs(distanceMs);
  if (size >= STAYS_RELATIVE_FOR_MS) return shortDay(at, now);
  if (size < SECOND) return "now";
  const amount = sizeInWords(size);
  return distanceMs > 0 ? `${amount} ago` : `in ${amount}`;
}

/** A day: `3 May`, with the year when it is not this one. */
export function shortDay(at: Date, now: Date): string {
  return format(at, isSameYear(at, now) ? "d MMM" : "d MMM yyyy");
}

/** The exact instant with its zone: `3 May 2026, 14:03:22 GMT+2`. */
export function exactTime(at: Date): string {
  return format(at, "d MMM yyyy, HH:mm:ss O");
}

/** A span rounded down to its largest unit, so that nothing is ever shown as longer ago than it is. */
function sizeInWords(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h`;
  const days = Math.floor(ms / DAY);
  return days === 1 ? "1 day" : `${days} days`;
}
