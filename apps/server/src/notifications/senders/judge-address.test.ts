import { describe, expect, test } from "vitest";
import { NOTHING_INSIDE, readAllowedInside } from "./allowed-inside.ts";
import { judgeAddress } from "./judge-address.ts";

describe("an address leads inside", () => {
  test.each([
    ["127.0.0.1", "loopback"],
    ["127.255.0.9", "loopback"],
    ["0.0.0.0", "unspecified: this machine on most systems"],
    ["10.1.2.3", "private"],
    ["172.31.0.1", "private"],
    ["192.168.0.1", "private"],
    ["169.254.169.254", "metadata service of most clouds"],
    ["100.100.100.200", "metadata service of Alibaba Cloud, in the range of carriers"],
    ["192.0.0.192", "metadata service of Oracle Cloud"],
    ["168.63.129.16", "platform service of Azure, in a public range"],
    ["198.18.0.1", "benchmarks"],
    ["203.0.113.9", "documentation"],
    ["224.0.0.1", "multicast"],
    ["255.255.255.255", "broadcast"],
    ["240.0.0.1", "reserved"],
    ["::", "unspecified"],
    ["::1", "loopback"],
    ["fe80::1", "link-local"],
    ["fe80::1%eth0", "link-local, with its interface"],
    ["fd00:ec2::254", "metadata service of AWS"],
    ["fec0::1", "site-local"],
    ["ff02::1", "multicast"],
    ["::ffff:127.0.0.1", "IPv4 as IPv6"],
    ["::ffff:a9fe:a9fe", "IPv4 as IPv6, in hexadecimal"],
    ["::127.0.0.1", "IPv4 as IPv6, the older form"],
    ["64:ff9b::a9fe:a9fe", "NAT64 of the metadata service"],
    ["64:ff9b::10.0.0.1", "NAT64 of a private address"],
    ["64:ff9b:1::808:808", "NAT64 of a local prefix"],
    ["2002:7f00:1::", "6to4"],
    ["2001:0:7f00:1::", "Teredo"],
    ["2001:db8::1", "documentation"],
    ["localhost", "no address"],
    ["0177.0.0.1", "no address in this form"],
    ["2130706433", "no address in this form"],
    ["", "no address"],
  ])("%s (%s)", (address) => {
    expect(judgeAddress(address, NOTHING_INSIDE)).toBe("inside");
  });
});

test.each(["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])("%s is public", (address) => {
  expect(judgeAddress(address, NOTHING_INSIDE)).toBe("public");
});

describe("with an allowed range", () => {
  const allowed = readAllowedInside(["10.0.0.0/8", "fd12::/16", "127.0.0.1"])!;

  test.each(["10.9.9.9", "::ffff:10.9.9.9", "64:ff9b::a09:909", "fd12::7", "127.0.0.1"])("%s is allowed", (address) => {
    expect(judgeAddress(address, allowed)).toBe("allowed");
  });

  test.each(["127.0.0.2", "192.168.0.1", "169.254.169.254", "fd13::7", "::1"])("%s stays refused", (address) => {
    expect(judgeAddress(address, allowed)).toBe("inside");
  });
});

test.each([["10.0.0.0/33"], ["http://hooks.internal"], ["hooks.internal:8080"], ["hooks internal"], ["10.1"]])(
  "%s is no host, address or range",
  (item) => {
    expect(readAllowedInside([item])).toBeNull();
  },
);

test("hosts are read in lower case", () => {
  expect(readAllowedInside(["Hooks.Internal"])).toEqual({ hosts: ["hooks.internal"], ranges: [] });
});
