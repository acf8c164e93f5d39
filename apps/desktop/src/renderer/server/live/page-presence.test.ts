import { expect, it } from "vitest";
import { streamAfter } from "./page-presence.ts";

it.each([
  ["a page that comes into sight", "visibilitychange", "visible", "open"],
  ["a page that goes out of sight, for it may be back in a moment", "visibilitychange", "hidden", "closeSoon"],
  ["a page that is put to sleep", "freeze", "hidden", "closeNow"],
  ["a page that wakes up in sight", "resume", "visible", "open"],
  ["a page that wakes up out of sight", "resume", "hidden", "closeSoon"],
  ["a page that is left, though it is still in sight", "pagehide", "visible", "closeNow"],
  ["a page that one comes back to", "pageshow", "visible", "open"],
  ["a page that is loaded behind another one", "pageshow", "hidden", "closeSoon"],
] as const)("decides on the stream of %s", (_, event, visibility, decision) => {
  expect(streamAfter(event, visibility)).toBe(decision);
});
