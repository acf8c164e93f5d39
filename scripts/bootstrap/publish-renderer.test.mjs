import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { publish } from "../../apps/desktop/scripts/publish-renderer.mjs";

test("a new build of the console never empties the folder that is served, and keeps what the build before needed", () => {
  const out = mkdtempSync(join(tmpdir(), "excalibur-publish-"));
  onTestFinished(() => rmSync(out, { recursive: true }));
  const [next, served] = [join(out, "next"), join(out, "served")];
  const build = (name) => {
    mkdirSync(join(next, "assets"), { recursive: true });
    writeFileSync(join(next, "index.html"), name);
    writeFileSync(join(next, "assets", `${name}.js`), name);
    publish(next, served);
    return readdirSync(join(served, "assets"));
  };
  expect(build("one")).toEqual(["one.js"]);
  expect(build("two")).toEqual(["one.js", "two.js"]);
  expect(build("three")).toEqual(["three.js", "two.js"]);
  expect(readFileSync(join(served, "index.html"), "utf8")).toBe("three");
  expect(readdirSync(out)).toEqual(["served", "served.files.json"]);
});
