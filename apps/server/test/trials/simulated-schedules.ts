import { describe, expect, test } from "vitest";
import { MUTANTS, REAL } from "../simulation/mutants.ts";
import { runSchedule } from "../simulation/run-schedule.ts";
import { searchSchedules } from "../simulation/search-schedules.ts";

/** Schedules that a missing part is searched for: each mutant breaks the promise within far fewer. */
const SCHEDULES_OF_A_MUTANT = 500;

/** @param schedules how many of each kind are searched for a broken promise. */
export function searchSimulatedSchedules(schedules: number): void {
  describe("several servers in simulated schedules of pauses, losses, late messages, restarts and failovers", () => {
    test(`none of ${schedules} accepts a key in a request that began after its revocation had returned`, async () => {
      const { violation, accepted, returned } = await searchSchedules(1, schedules);
      expect(violation).toBeNull();
      // Otherwise the schedules would prove nothing.
      expect(accepted).toBeGreaterThan(10 * schedules);
      expect(returned).toBeGreaterThan(schedules);
    });

    test("after a failover that lost commits, what was not lost, and what is done a lease later, holds", async () => {
      const { violation, accepted, returned } = await searchSchedules(1, schedules, REAL, { losesCommits: true });
      expect(violation).toBeNull();
      expect(accepted).toBeGreaterThan(10 * schedules);
      expect(returned).toBeGreaterThan(schedules);
    });

    test("the simulation notices when a history that lost commits is taken for the one before", async () => {
      const catchUp: typeof REAL.catchUp = (_request, grant) => ({ ...grant, isIntact: true });
      const { violation } = await searchSchedules(
        1,
        4 * SCHEDULES_OF_A_MUTANT,
        { ...REAL, catchUp },
        { losesCommits: true },
      );
      expect(violation).toContain("THIS MUST NOT HAPPEN");
    });

    test("a seed makes the same schedule every time", async () => {
      const [once, again] = [await runSchedule(7), await runSchedule(7)];
      expect(again.trace).toEqual(once.trace);
    });

    test.each(Object.entries(MUTANTS))("the simulation notices when %s is missing", async (_what, parts) => {
      const { violation } = await searchSchedules(1, SCHEDULES_OF_A_MUTANT, parts);
      expect(violation).toContain("THIS MUST NOT HAPPEN");
    });
  });
}
