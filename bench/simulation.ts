import { searchSchedules } from "../apps/server/test/simulation/search-schedules.ts";

const AT_A_TIME = 10_000;

/**
 * Runs simulated schedules of several servers on one database, one for each seed, and reports whether a key was ever accepted
 * in a request that began after its revocation had returned. @throws with the seed and the schedule when one was.
 */
export async function benchSimulation(schedules: number, firstSeed: number): Promise<void> {
  const startedAt = performance.now();
  const sum = { schedules: 0, accepted: 0, returned: 0 };
  while (sum.schedules < schedules) {
    const count = Math.min(AT_A_TIME, schedules - sum.schedules);
    const found = await searchSchedules(firstSeed + sum.schedules, count);
    if (found.violation !== null) throw new Error(found.violation);
    sum.schedules += found.schedules;
    sum.accepted += found.accepted;
    sum.returned += found.returned;
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    console.log(
      `${sum.schedules} schedules in ${seconds} s: ${sum.accepted} presentations accepted, ${sum.returned} revocations ` +
        "and deactivations returned, 0 accepted in a request that began after the return.",
    );
  }
}
