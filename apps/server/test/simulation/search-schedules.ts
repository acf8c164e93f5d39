import { REAL, type Parts } from "./mutants.ts";
import { runSchedule, type Conditions } from "./run-schedule.ts";

interface Findings {
  readonly schedules: number;
  readonly accepted: number;
  readonly returned: number;
  /** The first schedule in which the invariant did not hold, in words, with its seed; null when there was none. */
  readonly violation: string | null;
}

/** Runs the schedules of so many seeds in a row, until one breaks the invariant. */
export async function searchSchedules(
  firstSeed: number,
  count: number,
  parts: Parts = REAL,
  conditions: Conditions = {},
): Promise<Findings> {
  const sum = { schedules: 0, accepted: 0, returned: 0 };
  for (let seed = firstSeed; seed < firstSeed + count; seed++) {
    const { accepted, returned, violations, trace } = await runSchedule(seed, parts, conditions);
    sum.schedules += 1;
    sum.accepted += accepted;
    sum.returned += returned;
    if (violations.length > 0) {
      return { ...sum, violation: `Seed ${seed}: ${violations[0]}\n\n${trace.join("\n")}` };
    }
  }
  return { ...sum, violation: null };
}
