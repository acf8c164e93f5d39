import { expect, it } from "vitest";
import { sourceNetwork } from "./source-network.ts";

it.each([
  ["192.0.2.7", "192.0.2.0/24"],
  ["::ffff:192.0.2.7", "192.0.2.0/24"],
  ["2001:db8:1:2::7", "2001:db8:1::/48"],
  ["2001:0DB8:0001:ffff:1:2:3:4", "2001:db8:1::/48"],
  ["2001:db8::7", "2001:db8:0::/48"],
  ["::1", "0:0:0::/48"],
  ["fe80::1%eth0", "fe80::1%eth0"],
  ["a socket", "a socket"],
])("%s belongs to %s", (address, network) => {
  expect(sourceNetwork(address)).toBe(network);
});
