import { expect, it } from "vitest";
import { describeUserAgent } from "./user-agent.ts";

it.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36", "Chrome on Windows"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0", "Edge on Windows"],
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1 Version/19.0 Safari/605.1", "Safari on macOS"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1", "Safari on iOS"],
  ["Mozilla/5.0 (X11; Linux) Chrome/150.0 Electron/45.4.1 Safari/537.36", "Excalibur for desktop on Linux"],
  ["curl/8.5.0", "curl/8.5.0"],
  ["", "An unknown program"],
  [null, "An unknown program"],
])("calls %j %j", (userAgent, words) => {
  expect(describeUserAgent(userAgent)).toBe(words);
});
