import { expect, it } from "vitest";
import { unreachableCause } from "./unreachable.ts";

const coded = (code: string) => Object.assign(new Error("failed"), { code });

it.each([
  ["a closed port, by Node", new TypeError("fetch failed", { cause: coded("ECONNREFUSED") }), "refused"],
  ["a closed port on both of a name's addresses", new AggregateError([coded("ECONNREFUSED")]), "refused"],
  ["a closed port, by Chromium", new Error("net::ERR_CONNECTION_REFUSED"), "refused"],
  ["no such name, by Node", new TypeError("fetch failed", { cause: coded("ENOTFOUND") }), "unknownHost"],
  ["no such name, by Chromium", new Error("net::ERR_NAME_NOT_RESOLVED"), "unknownHost"],
  [
    "a self-signed certificate, by Node",
    new TypeError("x", { cause: coded("DEPTH_ZERO_SELF_SIGNED_CERT") }),
    "certificate",
  ],
  ["a self-signed certificate, by Chromium", new Error("net::ERR_CERT_AUTHORITY_INVALID"), "certificate"],
  ["a certificate for another name", new Error("net::ERR_CERT_COMMON_NAME_INVALID"), "certificate"],
  ["an expired certificate", new TypeError("x", { cause: coded("CERT_HAS_EXPIRED") }), "certificate"],
  ["a port that speaks no TLS", new Error("net::ERR_SSL_PROTOCOL_ERROR"), "certificate"],
  ["silence", new DOMException("No answer in time", "TimeoutError"), "timeout"],
  ["silence, by Chromium", new Error("net::ERR_CONNECTION_TIMED_OUT"), "timeout"],
  ["a redirect, by Node", new TypeError("fetch failed", { cause: new Error("unexpected redirect") }), "redirect"],
  ["an unplugged cable", new Error("net::ERR_INTERNET_DISCONNECTED"), "network"],
  ["an unknown error", "just a string", "network"],
] as const)("reads from the error why nothing came back: %s", (_what, error, cause) => {
  expect(unreachableCause(error)).toBe(cause);
});
