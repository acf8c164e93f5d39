import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { testFolder } from "../files/test-folder.ts";
import { BackgroundSetting } from "./background-setting.ts";

it.each([
  ["darwin", true],
  ["win32", false],
  ["linux", false],
] as const)("goes on without a window on %s: %s, until someone chooses", async (platform, isOn) => {
  const path = join(await testFolder(), "background.json");
  const setting = await BackgroundSetting.open(path, platform);
  expect(setting.isOn).toBe(isOn);
  await setting.choose(!isOn);
  expect(setting.isOn).toBe(!isOn);
  expect((await BackgroundSetting.open(path, platform)).isOn).toBe(!isOn);
  await writeFile(path, '{"keepsRunning":"maybe"}');
  expect((await BackgroundSetting.open(path, platform)).isOn).toBe(isOn);
});
