import { BlockList, isIPv6 } from "node:net";

/**
 * Whether an address is in one of some ranges (CIDR notation). An IPv4 address written as IPv6 (`::ffff:192.0.2.7`) counts as
 * the IPv4 address that it is. What is no address is in no range.
 */
export function isAddressWithin(address: string, cidrs: readonly string[]): boolean {
  const ranges = new BlockList();
  for (const cidr of cidrs) {
    const [network = "", bits = ""] = cidr.split("/");
    ranges.addSubnet(network, Number(bits), isIPv6(network) ? "ipv6" : "ipv4");
  }
  // A link-local address may name its interface: fe80::1%eth0.
  const [plain = ""] = address.split("%");
  return ranges.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
}
