import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { StaleWhileRevalidate } from "./stale-while-revalidate.ts";

/** Scans of an organization, and how often they were made. */
function scansOf(executors: number) {
  const scans = new StaleWhileRevalidate();
  let looks = 0;
  const counts = (atMs: number) =>
    scans.counts("states", "org_1", atMs, async () => {
      looks += 1;
      return { online: executors, offline: looks };
    });
  return { scans, counts, looks: () => looks };
}

test("an organization of usual size is scanned at every question", async () => {
  const { counts, looks } = scansOf(9_000);
  for (const atMs of [0, 1, 2]) await counts(atMs);
  expect(looks()).toBe(3);
});

test("a large one is scanned at most every 2 s, and a caller within 10 s of the last scan does not wait", async () => {
  const { counts, looks } = scansOf(10_000);
  await counts(0);
  expect(await counts(1_999)).toEqual({ online: 10_000, offline: 1 });
  expect(looks()).toBe(1);
  // The earlier result is returned at once, and the next call returns the new one.
  expect([await counts(2_000), await counts(2_001), looks()]).toMatchObject([{ offline: 1 }, { offline: 2 }, 2]);
  expect([await counts(12_000), looks()]).toMatchObject([{ offline: 3 }, 3]);
});

test("the result of one organization or query is returned for no other", async () => {
  const { scans, counts } = scansOf(10_000);
  await counts(0);
  const other = { online: 1, offline: 1 };
  expect(await scans.counts("states", "org_2", 1, async () => other)).toEqual(other);
  expect(await scans.ask("silent", "org_1", 1, async () => "found")).toBe("found");
  expect(await scans.ask("shared", "org_1", 1, async () => "another")).toBe("another");
  expect(await scans.ask("silent", "org_1", 2, async () => "new")).toBe("found");
});

test("a look that fails in the background is not remembered: the next question looks again", async () => {
  const { scans, counts } = scansOf(10_000);
  await counts(0);
  await scans.ask("silent", "org_1", 0, async () => "found");
  expect(await scans.ask("silent", "org_1", 3_000, () => Promise.reject(new Error("away")))).toBe("found");
  await setImmediate();
  await expect(scans.ask("silent", "org_1", 3_001, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
});

test("the first scan of an organization, of anything, finds out whether it is a large one", async () => {
  const asked: unknown[] = [];
  const scans = new StaleWhileRevalidate(async (...question) => {
    asked.push(question);
    return question[0] === "large" ? 10_000 : 9_999;
  });
  for (const organizationId of ["large", "small"]) {
    let looks = 0;
    const ask = (atMs: number) => scans.ask("labels", organizationId, atMs, async () => (looks += 1));
    const answers = [await ask(0), await ask(1)];
    expect(answers).toEqual(organizationId === "large" ? [1, 1] : [1, 2]);
  }
  expect(asked).toEqual([
    ["large", 10_000],
    ["small", 10_000],
  ]);
});
