import { z } from "zod";
import type { Theme } from "../../shared/host-bridge.ts";
import { readJsonFile, writeJsonFile } from "../files/json-file.ts";

const saved = z.object({ theme: z.enum(["system", "light", "dark"]) });

/** The page's theme in the last run: the window is drawn before the page is loaded. */
export async function readTheme(path: string): Promise<Theme> {
  return (await readJsonFile(path, saved))?.theme ?? "system";
}

export function saveTheme(path: string, theme: Theme): Promise<void> {
  return writeJsonFile(path, { theme });
}
