import { expect, it } from "vitest";
import { readServerUrl } from "./server-url.ts";

it.each([
  ["https://keys.example.com/", "https://keys.example.com"],
  ["keys.example.com", "https://keys.example.com"],
  ["keys.example.com:8443/keys", "https://keys.example.com:8443"],
  [" localhost:4700 ", "http://localhost:4700"],
  ["127.0.0.1:4700", "http://127.0.0.1:4700"],
  ["[::1]:4700", "http://[::1]:4700"],
  ["localhost.example.com", "https://localhost.example.com"],
  ["http://10.0.0.7", "http://10.0.0.7"],
])("reads %s as %s", (typed, url) => {
  expect(readServerUrl(typed)).toBe(url);
});

it.each(["", "   ", "ftp://a", "javascript:alert(1)", "https://u:p@a", "https://", "a b"])("takes %j for no address", (typed) => {
  expect(readServerUrl(typed)).toBeNull();
});
