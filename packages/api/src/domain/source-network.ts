/**
 * The network of an address, by which an address counts as new for a key: the /24 of IPv4, the /48 of IPv6, which is what one
 * site is usually given (RFC 6177). Addresses within it change by themselves. What is no address is a network of its own.
 */
export function sourceNetwork(address: string): string {
  const ofIpv4 = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/i.exec(address);
  if (ofIpv4 !== null) return `${ofIpv4[1]}.0/24`;
  if (!/^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  const all = [...groups, ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...(tail?.split(":") ?? [])];
  const site = all.slice(0, 3).map((group) => (Number.parseInt(group, 16) || 0).toString(16));
  return `${site.join(":")}::/48`;
}
