import { format, isSameDay, isSameYear } from "date-fns";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STAYS_RELATIVE_FOR_MS = 30 * DAY;

/** How long ago, or how soon: `4 s ago`, `2 days ago`, `in 6 days`; further away than a month, the day itself. */
export function relativeTime(at: Date, now: Date): string {
  const isFar = Math.abs(now.getTime() - at.getTime()) >= STAYS_RELATIVE_FOR_MS;
  return isFar ? shortDay(at, now) : distanceInTime(at, now);
}

/** The same at any distance: `400 days ago`. For where the day stands beside it. */
export function distanceInTime(at: Date, now: Date): string {
  const distanceMs = now.getTime() - at.getTime();
  const size = Math.abs(distanceMs);
  if (size < SECOND) return "now";
  return distanceMs > 0 ? `${describeDuration(size, Math.floor)} ago` : `in ${describeDuration(size, Math.round)}`;
}

/** A day: `3 May`, with the year when it is not this one. */
export function shortDay(at: Date, now: Date): string {
  return format(at, isSameYear(at, now) ? "d MMM" : "d MMM yyyy");
}

/** The time of a day: `14:03:22`, with the day when it is not this one. */
export function clockTime(at: Date, now: Date): string {
  return isSameDay(at, now) ? format(at, "HH:mm:ss") : `${shortDay(at, now)}, ${format(at, "HH:mm:ss")}`;
}

/** Since when something is as it is: `since 14:03` today, `since 3 May` before. */
export function describeSince(at: Date, now: Date): string {
  return `since ${isSameDay(at, now) ? format(at, "HH:mm") : shortDay(at, now)}`;
}

/** Until when something holds: `until 14:05`, with the day when it is not this one. */
export function untilTime(at: Date, now: Date): string {
  return `until ${isSameDay(at, now) ? "" : `${shortDay(at, now)}, `}${format(at, "HH:mm")}`;
}

/** The exact instant with its zone: `3 May 2026, 14:03:22 GMT+2`. */
export function exactTime(at: Date): string {
  return format(at, "d MMM yyyy, HH:mm:ss O");
}

/**
 * A span in its largest unit. What is past is rounded down, so that nothing is shown as longer ago than it is; what is to
 * come is rounded, so that a key made for 6 days says 6 and not 5.
 */
function describeDuration(ms: number, round: (amount: number) => number): string {
  if (round(ms / SECOND) < 60) return `${round(ms / SECOND)} s`;
  if (round(ms / MINUTE) < 60) return `${round(ms / MINUTE)} min`;
  if (round(ms / HOUR) < 24) return `${round(ms / HOUR)} h`;
  const days = round(ms / DAY);
  return days === 1 ? "1 day" : `${days} days`;
}
