import { expect, test } from "vitest";
import { mayOpenStream, mayOpenSubscription } from "./live-limits.ts";

test.each([
  [{ session: 0, user: 0, process: 0 }, true],
  [{ session: 9, user: 99, process: 999 }, true],
  [{ session: 10, user: 10, process: 10 }, false],
  [{ session: 0, user: 100, process: 100 }, false],
  [{ session: 0, user: 0, process: 1_000 }, false],
])("with %j open, one more may be opened: %s", (open, may) => {
  expect(mayOpenSubscription(open)).toBe(may);
});

test.each([
  [{ managementKey: 0, organization: 0, process: 0 }, true],
  [{ managementKey: 4, organization: 19, process: 999 }, true],
  [{ managementKey: 5, organization: 5, process: 5 }, false],
  [{ managementKey: 0, organization: 20, process: 20 }, false],
  [{ managementKey: 0, organization: 0, process: 1_000 }, false],
])("with %j open, one more audit stream may be opened: %s", (open, may) => {
  expect(mayOpenStream(open)).toBe(may);
});
