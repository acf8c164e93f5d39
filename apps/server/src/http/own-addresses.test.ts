import { describe, expect, test } from "vitest";
import { isOwnHost, isOwnOrigin } from "./own-addresses.ts";

const PUBLIC = { publicUrl: "https://excalibur.example.com", allowedHosts: ["excalibur.internal.svc"] };
const LOCAL = { publicUrl: "http://127.0.0.1:4700", allowedHosts: [] };

describe("the host that a request names", () => {
  test.each([
    undefined,
    "excalibur.example.com",
    "EXCALIBUR.example.com:443",
    "excalibur.example.com:8443",
    "excalibur.internal.svc:4700",
    "localhost",
    "localhost:9000",
    "127.0.0.1:4700",
    "127.9.9.9",
    "[::1]:4700",
    "10.42.0.7:4700",
    "[fd00::7]",
  ])("%s is the server's own", (host) => {
    expect(isOwnHost(host, PUBLIC)).toBe(true);
  });

  test.each([
    "evil.example",
    "excalibur.example.com.evil.example",
    "127.0.0.1.evil.example:4700",
    "localhost.evil.example",
    "excalibur.example.com@evil.example",
    "evil.example#@excalibur.example.com",
    "internal.svc",
    "",
    "a b",
  ])("'%s' is not", (host) => {
    expect(isOwnHost(host, PUBLIC)).toBe(false);
  });
});

describe("the origin that a request names", () => {
  const at = (host: string, protocol = "http") => ({ host, protocol });

  test.each([
    ["https://excalibur.example.com", at("excalibur.example.com"), PUBLIC],
    ["https://excalibur.example.com", at("127.0.0.1:4700"), PUBLIC],
    ["http://127.0.0.1:4700", at("127.0.0.1:4700"), LOCAL],
    ["http://localhost:9000", at("localhost:9000"), LOCAL],
    ["http://10.42.0.7:4700", at("10.42.0.7:4700"), PUBLIC],
    ["https://excalibur.internal.svc", at("excalibur.internal.svc", "https"), PUBLIC],
    ["http://localhost", at("localhost:80"), LOCAL],
  ])("%s is the server's own, asked as %j", (origin, request, own) => {
    expect(isOwnOrigin(origin, request, own)).toBe(true);
  });

  test.each([
    ["http://excalibur.example.com", at("excalibur.example.com"), PUBLIC],
    ["ftp://excalibur.example.com", at("excalibur.example.com"), PUBLIC],
    ["https://excalibur.example.com:8443", at("excalibur.example.com:8443"), PUBLIC],
    ["https://excalibur.example.com.evil.example", at("excalibur.example.com"), PUBLIC],
    ["https://127.0.0.1:4700", at("127.0.0.1:4700"), LOCAL],
    ["ftp://127.0.0.1:4700", at("127.0.0.1:4700"), LOCAL],
    ["http://127.0.0.1:4701", at("127.0.0.1:4700"), LOCAL],
    ["http://localhost:4700", at("127.0.0.1:4700"), LOCAL],
    ["http://evil.example:4700", at("evil.example:4700"), LOCAL],
    ["null", at("127.0.0.1:4700"), LOCAL],
    ["file://", at("127.0.0.1:4700"), LOCAL],
    ["", at("127.0.0.1:4700"), LOCAL],
  ])("%s is not, asked as %j", (origin, request, own) => {
    expect(isOwnOrigin(origin, request, own)).toBe(false);
  });
});
