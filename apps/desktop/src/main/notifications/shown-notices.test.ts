import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testFolder } from "../files/test-folder.ts";
import { ShownNotices } from "./shown-notices.ts";

const tempFile = async () => join(await testFolder(), "shown.json");
const ids = (...all: string[]) => all.map((id) => ({ id }));

it("shows each notice once, in this run and in the next", async () => {
  const path = await tempFile();
  const first = await ShownNotices.open(path);
  expect(first.takeNew(ids("a", "b", "a"))).toEqual(ids("a", "b"));
  expect(first.takeNew(ids("b", "c"))).toEqual(ids("c"));
  await first.saved();
  const second = await ShownNotices.open(path);
  expect(second.takeNew(ids("a", "d", "c"))).toEqual(ids("d"));
});

it("forgets the oldest before its file grows without end", async () => {
  const path = await tempFile();
  const notices = await ShownNotices.open(path);
  notices.takeNew(ids(...Array.from({ length: 2_500 }, (_, index) => `n${index}`)));
  await notices.saved();
  const kept = JSON.parse(await readFile(path, "utf8")) as string[];
  expect(kept).toHaveLength(2_000);
  expect(kept.at(-1)).toBe("n2499");
});

it("begins with an empty list when its file is broken", async () => {
  const path = await tempFile();
  await writeFile(path, "{");
  expect((await ShownNotices.open(path)).takeNew(ids("a"))).toEqual(ids("a"));
});
