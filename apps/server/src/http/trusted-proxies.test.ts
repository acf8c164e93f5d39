import type { IncomingMessage } from "node:http";
import { describe, expect, test } from "vitest";
import { sourceAddressOf, trustProxies } from "./trusted-proxies.ts";

const request = (remoteAddress: string, forwardedFor?: string) =>
  ({
    socket: { remoteAddress },
    headers: forwardedFor === undefined ? {} : { "x-forwarded-for": forwardedFor },
  }) as unknown as IncomingMessage;

describe("the source address is the nearest one that is no trusted proxy", () => {
  test.each([
    ["no proxy is trusted: the connected address is the source", [], "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["the header of an untrusted address is ignored", ["10.0.0.0/8"], "203.0.113.9", "198.51.100.1", "203.0.113.9"],
    ["a trusted proxy names its client", ["10.0.0.0/8"], "10.1.2.3", "198.51.100.1", "198.51.100.1"],
    [
      "what the client put in itself is not believed",
      ["10.0.0.1"],
      "10.0.0.1",
      "1.2.3.4, 198.51.100.1",
      "198.51.100.1",
    ],
    ["two proxies of ours in a row", ["10.0.0.0/8"], "10.0.0.1", "198.51.100.1, 10.0.0.2", "198.51.100.1"],
    ["IPv4 in IPv6 clothes", ["10.0.0.0/8"], "::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["IPv6", ["fd00::/8"], "fd00::1", "2001:db8::7", "2001:db8::7"],
    ["by name", ["loopback"], "127.0.0.1", "198.51.100.1", "198.51.100.1"],
    ["a proxy that adds no header", ["loopback"], "127.0.0.1", undefined, "127.0.0.1"],
  ])("%s", (_, proxies, remoteAddress, forwardedFor, source) => {
    expect(sourceAddressOf(request(remoteAddress, forwardedFor), trustProxies(proxies))).toBe(source);
  });
});

test.each(["proxy.example.com", "10.0.0.0/33", "*"])("%s is no address of a proxy", (proxy) => {
  expect(() => trustProxies([proxy])).toThrow(TypeError);
});
