import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { fingerprint, readStamp, writeStamp } from "./stamps.mjs";
import { TASKS } from "./tasks.mjs";
import { isNodeNewEnough, refuseMissing } from "./toolchain.mjs";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "excalibur-bootstrap-"));
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ["18.20.0", false],
  ["20.20.2", false],
  ["22.13.0", false],
  ["22.17.9", false],
  ["22.18.0", true],
  ["23.11.0", false],
  ["24.0.0", true],
  ["25.1.0", false],
  ["26.0.0", true],
  ["27.0.0", true],
])("Node %s is new enough: %s, as package.json's engines say", (version, enough) => {
  const { engines } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  expect(engines.node).toBe("^22.18.0 || ^24.0.0 || >=26");
  expect(isNodeNewEnough(version)).toBe(enough);
});

test("a step is done again when a file it depends on is changed, added, renamed or removed, and only then", () => {
  mkdirSync(join(root, "src"));
  writeFileSync(join(root, "src", "a"), "1");
  const seen = new Set();
  const changed = () => {
    const before = seen.size;
    seen.add(fingerprint(root, ["src", "not there"]));
    return seen.size > before;
  };
  expect(changed()).toBe(true);
  expect(changed()).toBe(false);
  writeFileSync(join(root, "src", "a"), "2");
  expect(changed()).toBe(true);
  writeFileSync(join(root, "src", "b"), "");
  expect(changed()).toBe(true);
  rmSync(join(root, "src", "a"));
  expect(changed()).toBe(true);
});

test("what a step depended on is remembered only once it has been written", () => {
  expect(readStamp(root, "install")).toBeNull();
  writeStamp(root, "install", "inputs");
  expect(readStamp(root, "install")).toBe("inputs");
});

test("every script of package.json has its task", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const used = Object.values(scripts).map((script) => script.split(" ").at(-1));
  expect(new Set(used)).toEqual(new Set(Object.keys(TASKS)));
});

test("a package of the toolchain that npm passed over is named, with what to do", () => {
  const platform = `${process.platform}-${process.arch}`;
  mkdirSync(join(root, `node-${platform}`));
  expect(() => refuseMissing(root)).toThrow(
    new RegExp(`^\\nnpm could not fetch @pnpm/exe\\.${platform}@\\d+\\S+\\. See whether npm reaches its registry`),
  );
  mkdirSync(join(root, `@pnpm/exe.${platform}`), { recursive: true });
  expect(() => refuseMissing(root)).not.toThrow();
});
