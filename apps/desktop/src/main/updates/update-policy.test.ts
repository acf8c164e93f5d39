import { expect, it } from "vitest";
import { updatePolicy } from "./update-policy.ts";

it.each([
  ["a checkout", { platform: "darwin", isPackaged: false, hasFeed: true }, "off"],
  ["an app without a feed", { platform: "win32", isPackaged: true, hasFeed: false }, "off"],
  ["macOS, which checks signatures", { platform: "darwin", isPackaged: true, hasFeed: true }, "install"],
  ["Windows, where the updater checks them", { platform: "win32", isPackaged: true, hasFeed: true }, "install"],
  ["Linux, where no updater checks them", { platform: "linux", isPackaged: true, hasFeed: true }, "notify"],
] as const)("for %s", (_what, installation, policy) => {
  expect(updatePolicy(installation)).toBe(policy);
});
