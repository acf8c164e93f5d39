import { createTestDatabase, dialects, type TestDatabase } from "@excalibur/db/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSharedPoints } from "./shared-points.ts";

const WINDOW_SECONDS = 600;

describe.each(dialects)("points that are counted on %s", (dialect) => {
  let created: TestDatabase;
  let nowMs: number;
  beforeAll(async () => {
    created = await createTestDatabase(dialect);
  });
  afterAll(() => created.close());
  beforeEach(() => {
    nowMs = Date.UTC(2026, 5, 1);
  });

  /** As one server process has them. */
  const points = (allowed = 10) =>
    createSharedPoints({
      database: created.database,
      limit: "passwordsByAccount",
      rule: { allowed, windowSeconds: WINDOW_SECONDS, scope: "installation" },
      now: () => new Date(nowMs),
    });
  const outcome = (taking: Promise<unknown>) =>
    taking.then(
      () => "taken",
      (error: { reason?: string }) => error.reason,
    );

  test("are taken by no more than there are, of 90 that are wanted at once at three server processes", async () => {
    const processes = [points(), points(), points()];
    const outcomes = await Promise.all(
      Array.from({ length: 90 }, (_, index) => outcome(processes[index % 3]!.take("one"))),
    );
    expect(outcomes.filter((result) => result === "taken")).toHaveLength(10);
    expect(outcomes.filter((result) => result === "rate_limited")).toHaveLength(80);
  });

  test("are there again when they are given back, and when the window is over; never more", async () => {
    const limit = points(2);
    const giveBack = await limit.take("two");
    await limit.take("two");
    expect(await outcome(limit.take("two"))).toBe("rate_limited");
    await giveBack();
    expect(await outcome(limit.take("two"))).toBe("taken");
    expect(await outcome(limit.take("two"))).toBe("rate_limited");
    nowMs += WINDOW_SECONDS * 1_000;
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => outcome(limit.take("two"))));
    expect(outcomes.sort()).toEqual(["rate_limited", "rate_limited", "taken", "taken"]);
  });

  test("given back after their window count nothing in the next one", async () => {
    const limit = points(1);
    const giveBack = await limit.take("late");
    nowMs += WINDOW_SECONDS * 1_000;
    await limit.take("late");
    await giveBack();
    expect(await outcome(limit.take("late"))).toBe("rate_limited");
  });

  test("return how long to wait, and do not wait longer after a clock was set back", async () => {
    const limit = points(1);
    await limit.take("three");
    nowMs += 100_000;
    await expect(limit.take("three")).rejects.toMatchObject({ details: { retryAfterMs: 500_000 } });
    nowMs -= 3_600_000;
    expect(await outcome(limit.take("three"))).toBe("taken");
  });
});
