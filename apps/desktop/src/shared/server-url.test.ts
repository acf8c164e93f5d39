import { expect, it } from "vitest";
import { isThisMachine, readServerUrl } from "./server-url.ts";

it.each([
  ["https://keys.example.com/", "https://keys.example.com"],
  ["keys.example.com", "https://keys.example.com"],
  ["keys.example.com:8443/keys", "https://keys.example.com:8443"],
  ["https://example.com/excalibur/", "https://example.com/excalibur"],
  ["example.com/excalibur/keys/key_01jx?search=a#b", "https://example.com/excalibur"],
  [" localhost:4700 ", "http://localhost:4700"],
  ["127.0.0.1:4700", "http://127.0.0.1:4700"],
  ["[::1]:4700", "http://[::1]:4700"],
  ["localhost.example.com", "https://localhost.example.com"],
  ["http://10.0.0.7", "http://10.0.0.7"],
])("reads %s as %s", (typed, url) => {
  expect(readServerUrl(typed)).toBe(url);
});

it.each(["", "   ", "ftp://a", "javascript:alert(1)", "https://u:p@a", "https://", "a b"])(
  "takes %j for no address",
  (typed) => {
    expect(readServerUrl(typed)).toBeNull();
  },
);

it("knows this machine by its loopback addresses only", () => {
  for (const url of ["localhost:4700", "http://127.0.0.1:4700", " HTTP://[::1]"]) expect(isThisMachine(url)).toBe(true);
  for (const url of ["http://10.0.0.7", "localhost.example.com", "https://127.example.com"])
    expect(isThisMachine(url)).toBe(false);
});
