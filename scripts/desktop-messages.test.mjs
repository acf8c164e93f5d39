import { expect, it } from "vitest";
import { endMessage, noDisplayMessage } from "./desktop-messages.mjs";

it("reports a missing display, only where none is named and one is needed", () => {
  expect(noDisplayMessage({ platform: "linux", env: {} })).toContain("DISPLAY");
  expect(noDisplayMessage({ platform: "linux", env: { DISPLAY: ":0" } })).toBeNull();
  expect(noDisplayMessage({ platform: "linux", env: { WAYLAND_DISPLAY: "wayland-0" } })).toBeNull();
  expect(noDisplayMessage({ platform: "darwin", env: {} })).toBeNull();
});

it.each([
  ["[9:0101/00:FATAL] Running as root without --no-sandbox is not supported.", "as root"],
  [
    "[9:0101/00:ERROR] Missing X server or $DISPLAY\nThe platform failed to initialize.  Exiting.",
    "No display answers",
  ],
  ["[1:FATAL] No usable sandbox! Update your kernel", "no sandbox"],
  ["electron: error while loading shared libraries: libnss3.so: cannot open shared object file", "library"],
])("reports why the desktop app ended, and what it wrote: %s", (errors, words) => {
  const output = endMessage({ code: null, signal: "SIGTRAP", errors });
  expect(output).toMatch(/^The desktop app ended by SIGTRAP\. /);
  expect(output.split("\n")[0]).toContain(words);
  expect(output).toContain(errors.split("\n")[0]);
});

it("reports that it wrote nothing, and shows no more than the end of its output", () => {
  expect(endMessage({ code: 3, signal: null, errors: "\n" })).toBe(
    "The desktop app ended with status 3.\nIt wrote nothing about why.",
  );
  const long = Array.from({ length: 100 }, (_, index) => `line ${index}`).join("\n");
  expect(endMessage({ code: 1, signal: null, errors: long }).split("\n")).toHaveLength(14);
});
