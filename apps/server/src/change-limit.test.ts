import { expect, test } from "vitest";
import { ChangeLimit } from "./change-limit.ts";

test("of a thousand changes at once exactly as many are allowed as the limit says, for each user by themselves", async () => {
  const limit = new ChangeLimit({ allowed: 60, windowSeconds: 60 });
  const waits = await Promise.all(Array.from({ length: 1_000 }, () => limit.take("usr_ada")));
  expect(waits.filter((wait) => wait === null)).toHaveLength(60);
  expect(waits.every((wait) => wait === null || (wait > 0 && wait <= 60_000))).toBe(true);
  expect(await limit.take("usr_bob")).toBeNull();
});
