import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { TestElectron } from "./launch-electron.ts";

interface Downloaded {
  /** What the file would be called. */
  name: string;
  text: string;
}

/** Does what leads to a download, and waits for the file. */
export type Download = (ask: () => Promise<void>) => Promise<Downloaded>;

export const downloadInBrowser =
  (page: Page): Download =>
  async (ask) => {
    const started = page.waitForEvent("download");
    await ask();
    const file = await started;
    return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
  };

/** The app asks where to put a file; here the answer is there already. */
export const downloadInElectron =
  ({ app, userData }: Pick<TestElectron, "app" | "userData">): Download =>
  async (ask) => {
    const path = join(userData, "downloaded");
    const name = app.evaluate(
      ({ session }, savePath) =>
        new Promise<string>((resolve) => {
          session.defaultSession.once("will-download", (_event, item) => {
            item.setSavePath(savePath);
            item.once("done", () => resolve(item.getFilename()));
          });
        }),
      path,
    );
    await ask();
    return { name: await name, text: await readFile(path, "utf8") };
  };
