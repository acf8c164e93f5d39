import { hourOf } from "@excalibur/api/server";
import type { HourCounts } from "@excalibur/db";

interface Counted {
  readonly organizationId: string;
  readonly subjectId: string;
  readonly at: Date;
  readonly syncs?: number;
  readonly refused?: number;
}

/** Adds up what was counted of each subject in each hour: a statement may change a row once. */
export function byHour(counted: readonly Counted[]): HourCounts[] {
  const hours = new Map<string, HourCounts>();
  for (const { organizationId, subjectId, at: instant, syncs = 0, refused = 0 } of counted) {
    const at = hourOf(instant);
    const id = `${subjectId} ${at.getTime()}`;
    const known = hours.get(id);
    const sums = { syncs: syncs + (known?.syncs ?? 0), refused: refused + (known?.refused ?? 0) };
    hours.set(id, { organizationId, subjectId, at, ...sums });
  }
  return [...hours.values()];
}
