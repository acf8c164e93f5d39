import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { isInAllowedRange, type AllowedInside } from "./allowed-inside.ts";

/**
 * Where an IP address leads: to a public host; to one that the operator allows; or to this machine, its network, a metadata
 * service, or a range that has no public hosts.
 */
export type AddressJudgement = "public" | "allowed" | "inside";

/** The service of Azure for its virtual machines. Its address looks like a public one. */
const AZURE_PLATFORM = "168.63.129.16";
/** The only prefix by which a gateway may reach public IPv4 hosts for hosts that have IPv6 alone (NAT64, RFC 6052). */
const NAT64 = ipaddr.parseCIDR("64:ff9b::/96");

/** Judges an address as a resolver or an address bar gives it. What is no address counts as inside. */
export function judgeAddress(text: string, allowed: AllowedInside): AddressJudgement {
  // A link-local address may name its interface: fe80::1%eth0.
  const [plain = ""] = text.split("%");
  if (isIP(plain) === 0) return "inside";
  const address = reachedAddress(ipaddr.parse(plain));
  if (isInAllowedRange(address, allowed)) return "allowed";
  return address.range() === "unicast" && address.toString() !== AZURE_PLATFORM ? "public" : "inside";
}

/** The IPv4 address that an IPv6 one stands for, where it does: `::ffff:192.0.2.7`, `64:ff9b::192.0.2.7`. */
function reachedAddress(address: ipaddr.IPv4 | ipaddr.IPv6): ipaddr.IPv4 | ipaddr.IPv6 {
  if (!(address instanceof ipaddr.IPv6)) return address;
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  return address.match(NAT64) ? new ipaddr.IPv4(address.toByteArray().slice(12)) : address;
}
