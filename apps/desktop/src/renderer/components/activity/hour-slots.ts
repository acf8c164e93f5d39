import type { HourPoint } from "@excalibur/api/contract";

const HOUR_MS = 60 * 60 * 1000;

/** Hours that a chart of a life shows. */
export const LIFE_HOURS = 7 * 24;

/** Every hour of the last 7 days, the oldest first and the running one last; those that have no row had no sync. */
export function hourSlots(hours: readonly HourPoint[], now: Date): HourPoint[] {
  const lastMs = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  const byHour = new Map(hours.map((hour) => [hour.at.getTime(), hour]));
  return Array.from({ length: LIFE_HOURS }, (_, index) => {
    const atMs = lastMs - (LIFE_HOURS - 1 - index) * HOUR_MS;
    return byHour.get(atMs) ?? { at: new Date(atMs), syncs: 0, refused: 0 };
  });
}
