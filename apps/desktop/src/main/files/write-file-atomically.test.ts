import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testFolder } from "./test-folder.ts";
import { isWriting, writeFileAtomically, writesToEnd } from "./write-file-atomically.ts";

it("lets nothing end before a file that is being written is there, whole and alone", async () => {
  const folder = await testFolder();
  void writeFileAtomically(join(folder, "one.json"), "1");
  void writeFileAtomically(join(folder, "deep", "two.json"), "2");
  expect(isWriting()).toBe(true);
  await writesToEnd();
  expect(isWriting()).toBe(false);
  expect(await readFile(join(folder, "one.json"), "utf8")).toBe("1");
  expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([
    "deep",
    join("deep", "two.json"),
    "one.json",
  ]);
});

it("does not wait for ever for a file that can't be written", async () => {
  const write = writeFileAtomically("/dev/null/file.json", "1");
  await writesToEnd();
  await expect(write).rejects.toThrow();
});
