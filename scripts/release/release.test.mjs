import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { notesOf } from "./notes.mjs";
import { otherVersions, tagMistake } from "./versions.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

test("the notes of a version are its section of the changelog, and a version without one is refused", () => {
  const changelog = "# excalibur\n\n## 0.2.0\n\n### Minor Changes\n\n- Two\n\n## 0.1.0\n\nOne\n";
  expect(notesOf(changelog, "0.2.0")).toBe("### Minor Changes\n\n- Two\n");
  expect(notesOf(changelog, "0.1.0")).toBe("One\n");
  expect(() => notesOf(changelog, "0.3.0")).toThrow("CHANGELOG.md says nothing of 0.3.0");
  expect(() => notesOf("## 0.3.0\n", "0.3.0")).toThrow("says nothing");
});

test("every file that names the version names the same, and one that does not is found", () => {
  expect(otherVersions(ROOT)).toEqual([]);
  const copy = mkdtempSync(join(tmpdir(), "excalibur-versions-"));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const path of [
    "package.json",
    "deploy/helm",
    "deploy/docker",
    "prisma/package.json",
    "apps/server/package.json",
    "packages/api/package.json",
  ])
    cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  const values = join(copy, "deploy/helm/excalibur/values.yaml");
  writeFileSync(values, readFileSync(values, "utf8").replace(/excalibur-server:\S+/, "excalibur-server:9.9.9"));
  expect(otherVersions(copy)).toEqual([
    expect.stringMatching(/^deploy\/helm\/excalibur\/values.yaml names 9\.9\.9, not /),
  ]);
});

test("a tag is that of the version", () => {
  expect(tagMistake("v0.1.0", "0.1.0")).toBeNull();
  expect(tagMistake("v0.2.0", "0.1.0")).toBe("The tag v0.2.0 is not that of this version: v0.1.0");
});
