import { expect, test } from "vitest";
import { mayOpenSubscription } from "./live-limits.ts";

test.each([
  [{ session: 0, user: 0, process: 0 }, true],
  [{ session: 9, user: 99, process: 999 }, true],
  [{ session: 10, user: 10, process: 10 }, false],
  [{ session: 0, user: 100, process: 100 }, false],
  [{ session: 0, user: 0, process: 1_000 }, false],
])("with %j open, one more may be opened: %s", (open, may) => {
  expect(mayOpenSubscription(open)).toBe(may);
});
