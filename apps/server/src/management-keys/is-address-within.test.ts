import { cidr } from "@excalibur/api/contract";
import { expect, test } from "vitest";
import { isAddressWithin } from "./is-address-within.ts";

test.each([
  ["203.0.113.7", ["203.0.113.0/24"], true],
  ["203.0.114.7", ["203.0.113.0/24"], false],
  ["203.0.113.7", ["198.51.100.0/24", "203.0.113.7/32"], true],
  ["::ffff:203.0.113.7", ["203.0.113.0/24"], true],
  ["::ffff:203.0.114.7", ["203.0.113.0/24"], false],
  ["2001:db8::7", ["2001:db8::/32"], true],
  ["2001:db9::7", ["2001:db8::/32"], false],
  ["2001:db8::7", ["203.0.113.0/24"], false],
  ["203.0.113.7", ["2001:db8::/32"], false],
  ["fe80::1%eth0", ["fe80::/10"], true],
  ["127.0.0.1", ["0.0.0.0/0"], true],
  ["::1", ["::/0"], true],
  ["not an address", ["0.0.0.0/0", "::/0"], false],
  ["", ["0.0.0.0/0", "::/0"], false],
  ["203.0.113.7", [], false],
])("whether %s is in %j: %s", (address, ranges, within) => {
  expect(isAddressWithin(address, ranges)).toBe(within);
});

test.each(["0.0.0.0/0", "203.0.113.0/24", "::/0", "2001:db8::/32", "::ffff:203.0.113.0/120", "1:2:3:4:5:6:7:8/128"])(
  "the range %s that the contract takes can be asked about",
  (range) => {
    expect(cidr.safeParse(range).success).toBe(true);
    expect(() => isAddressWithin("203.0.113.7", [range])).not.toThrow();
  },
);

test.each(["203.0.113.0", "203.0.113.0/33", "203.0.113/24", "2001:db8::/129", "example.com/8", "", "exm_1/2"])(
  "the contract does not take the range %j",
  (range) => {
    expect(cidr.safeParse(range).success).toBe(false);
  },
);
