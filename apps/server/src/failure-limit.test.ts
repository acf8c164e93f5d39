import { expect, test } from "vitest";
import { FailureLimit, networkOf } from "./failure-limit.ts";

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["unknown", "unknown"],
])("%s is counted as %s: nobody escapes a limit with another address of their own network", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("an address may fail as often as allowed, then has to wait for the window's end; others may go on", async () => {
  const limit = new FailureLimit({ allowed: 2, windowSeconds: 60 });
  await limit.record("192.0.2.1");
  expect(await limit.blockedForMs("192.0.2.1")).toBeNull();
  await limit.record("192.0.2.1");
  const waitMs = await limit.blockedForMs("192.0.2.1");
  expect(waitMs).toBeGreaterThan(0);
  expect(waitMs).toBeLessThanOrEqual(60_000);
  expect(await limit.blockedForMs("192.0.2.2")).toBeNull();
});
