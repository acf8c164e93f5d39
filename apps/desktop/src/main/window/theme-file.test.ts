import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testFolder } from "../files/test-folder.ts";
import { readTheme, saveTheme } from "./theme-file.ts";

it("remembers the theme for the next start, and follows the system where it can't be read", async () => {
  const path = join(await testFolder(), "theme.json");
  expect(await readTheme(path)).toBe("system");
  await saveTheme(path, "dark");
  expect(await readTheme(path)).toBe("dark");
  await writeFile(path, '{"theme":"neon"}');
  expect(await readTheme(path)).toBe("system");
});
