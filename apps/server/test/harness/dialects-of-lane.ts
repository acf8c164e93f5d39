import type { Dialect } from "@excalibur/db/testing";

/**
 * The database on which a lane runs a suite: the quick lane the one that is named, the endurance lane the other one, so that
 * both together have run it on both. A test file that calls this is part of both lanes. For suites whose stores have suites of
 * their own that the quick lane runs on both.
 */
export function dialectsOfLane(quick: Dialect): readonly Dialect[] {
  const other = quick === "sqlite" ? "postgresql" : "sqlite";
  return [process.env["EXCALIBUR_ENDURANCE"] === "1" ? other : quick];
}
