import { isIP } from "node:net";
import ipaddr from "ipaddr.js";
import { hostNameOf } from "../../http/own-addresses.ts";

type Address = ipaddr.IPv4 | ipaddr.IPv6;

/** Where messages may go although it is no public address: what `EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS` names. */
export interface AllowedInside {
  /** In lower case. */
  readonly hosts: readonly string[];
  readonly ranges: readonly (readonly [Address, number])[];
}

export const NOTHING_INSIDE: AllowedInside = { hosts: [], ranges: [] };

/** Reads host names, addresses and ranges (CIDR). @returns null when one of them is none of these. */
export function readAllowedInside(items: readonly string[]): AllowedInside | null {
  const hosts: string[] = [];
  const ranges: (readonly [Address, number])[] = [];
  for (const item of items) {
    if (ipaddr.isValidCIDR(item)) ranges.push(ipaddr.parseCIDR(item));
    else if (isIP(item) !== 0) ranges.push(rangeOf(ipaddr.parse(item)));
    else if (hostNameOf(item) === item.toLowerCase() && !item.includes(":")) hosts.push(item.toLowerCase());
    else return null;
  }
  return { hosts, ranges };
}

/** Whether the setting names this host. */
export function isAllowedHost(host: string, { hosts }: AllowedInside): boolean {
  return hosts.includes(host.toLowerCase());
}

/** Whether the setting names a range with this address. */
export function isInAllowedRange(address: Address, { ranges }: AllowedInside): boolean {
  return ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits));
}

function rangeOf(address: Address): readonly [Address, number] {
  return [address, address.kind() === "ipv4" ? 32 : 128];
}
