const DAY_MS = 24 * 60 * 60 * 1000;

interface Placed<Item> {
  item: Item;
  /** Between 0, now, and 1, the end of the timeline. */
  position: number;
  /** Counted from the axis: what would cover another item stands one lane further out. */
  lane: number;
}

/** Places keys on a timeline by when they expire, so that none hides another. Expects the next to expire first. */
export function layOutTimeline<Item extends { expiresAt: Date }>(
  items: readonly Item[],
  now: Date,
  { days, apart }: { days: number; apart: number },
): Placed<Item>[] {
  const lastInLane: number[] = [];
  return items.map((item) => {
    const position = Math.min(1, Math.max(0, (item.expiresAt.getTime() - now.getTime()) / (days * DAY_MS)));
    const free = lastInLane.findIndex((last) => position - last >= apart);
    const lane = free === -1 ? lastInLane.length : free;
    lastInLane[lane] = position;
    return { item, position, lane };
  });
}
