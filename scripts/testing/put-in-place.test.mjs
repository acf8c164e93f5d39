import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { putInPlace } from "./put-in-place.ts";

test("of several processes that finish a folder at once, the first one's is used and stays", async () => {
  const root = await mkdtemp(join(tmpdir(), "excalibur-place-"));
  onTestFinished(() => rm(root, { recursive: true }));
  const finished = async (name) => {
    await mkdir(join(root, name));
    await writeFile(join(root, name, "by"), name);
    return join(root, name);
  };
  const folder = join(root, "folder");
  await putInPlace(await finished("one"), folder);
  await putInPlace(await finished("two"), folder);
  expect(await readFile(join(folder, "by"), "utf8")).toBe("one");
  await expect(putInPlace(join(root, "none"), join(root, "other"))).rejects.toThrow("ENOENT");
});
