import type { MinutePoint } from "@excalibur/api/contract";

const MINUTE_MS = 60_000;

/** A stretch of time on a chart; null where no server ran. */
export interface Slot {
  at: Date;
  point: MinutePoint | null;
}

/**
 * The slots of equal length up to the minute that has ended last, the oldest first. A slot shows its latest minute, with the
 * syncs of all of its minutes.
 */
export function timeSlots(
  series: readonly MinutePoint[],
  now: Date,
  { slots, minutes }: { slots: number; minutes: number },
): Slot[] {
  const endMs = Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS;
  const lengthMs = minutes * MINUTE_MS;
  const filled = Array.from({ length: slots }, (_, index): Slot => {
    return { at: new Date(endMs - (slots - index) * lengthMs), point: null };
  });
  for (const point of series) {
    const slot = filled[slots - 1 - Math.floor((endMs - MINUTE_MS - point.at.getTime()) / lengthMs)];
    if (slot !== undefined) slot.point = joined(slot.point, point);
  }
  return filled;
}

function joined(known: MinutePoint | null, next: MinutePoint): MinutePoint {
  if (known === null) return next;
  const latest = known.at > next.at ? known : next;
  return { ...latest, syncs: known.syncs + next.syncs, refused: known.refused + next.refused };
}
