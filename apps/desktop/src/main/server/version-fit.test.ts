import { expect, it } from "vitest";
import { versionsFit } from "./version-fit.ts";

it.each([
  ["0.1.0", "0.1.0", true],
  ["0.1.0", "0.1.9", true],
  ["0.1.0", "0.2.0", false],
  ["1.2.0", "1.9.3", true],
  ["1.2.0", "1.0.0-rc.1", true],
  ["1.2.0", "2.0.0", false],
  ["0.9.0", "1.0.0", false],
  ["1.0.0", "10.0.0", false],
  ["1.0.0", "next", false],
  ["1.0.0", "", false],
])("an app of %s and a server of %s fit: %s", (app, server, fit) => {
  expect(versionsFit(app, server)).toBe(fit);
});
