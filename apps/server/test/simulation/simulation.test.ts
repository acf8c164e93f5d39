import { describe, expect, test } from "vitest";
import { MUTANTS, REAL } from "./mutants.ts";
import { runSchedule } from "./run-schedule.ts";
import { searchSchedules } from "./search-schedules.ts";

const SCHEDULES = 500;

describe("several servers in simulated schedules of pauses, losses, late messages, restarts and failovers", () => {
  test(`none of ${SCHEDULES} accepts a key in a request that began after its revocation had returned`, async () => {
    const { violation, accepted, returned } = await searchSchedules(1, SCHEDULES);
    expect(violation).toBeNull();
    // Otherwise the schedules would prove nothing.
    expect(accepted).toBeGreaterThan(10 * SCHEDULES);
    expect(returned).toBeGreaterThan(SCHEDULES);
  });

  test("after a failover that lost commits, what was not lost, and what is done a lease later, holds", async () => {
    const { violation, accepted, returned } = await searchSchedules(1, SCHEDULES, REAL, { losesCommits: true });
    expect(violation).toBeNull();
    expect(accepted).toBeGreaterThan(10 * SCHEDULES);
    expect(returned).toBeGreaterThan(SCHEDULES);
  });

  test("the simulation notices when a history that lost commits is taken for the one before", async () => {
    const catchUp: typeof REAL.catchUp = (_request, grant) => ({ ...grant, isIntact: true });
    const { violation } = await searchSchedules(1, 4 * SCHEDULES, { ...REAL, catchUp }, { losesCommits: true });
    expect(violation).toContain("THIS MUST NOT HAPPEN");
  });

  test("a seed makes the same schedule every time", async () => {
    const [once, again] = [await runSchedule(7), await runSchedule(7)];
    expect(again.trace).toEqual(once.trace);
  });

  test.each(Object.entries(MUTANTS))("the simulation notices when %s is missing", async (_what, parts) => {
    const { violation } = await searchSchedules(1, SCHEDULES, parts);
    expect(violation).toContain("THIS MUST NOT HAPPEN");
  });
});
