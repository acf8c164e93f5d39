import { z } from "zod";
import { readJsonFile, writeJsonFile } from "../files/json-file.ts";

const saved = z.object({ keepsRunning: z.boolean() });

/** Whether the app goes on in the tray, and notifies, when its window is closed. */
export class BackgroundSetting {
  readonly #path: string;
  #isOn: boolean;

  private constructor(path: string, isOn: boolean) {
    this.#path = path;
    this.#isOn = isOn;
  }

  /** The choice of an earlier run; without one on where apps of the system go on without a window: on macOS. */
  static async open(path: string, platform: NodeJS.Platform): Promise<BackgroundSetting> {
    const choice = await readJsonFile(path, saved);
    return new BackgroundSetting(path, choice?.keepsRunning ?? platform === "darwin");
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** From the next time that the window is closed on. */
  async choose(isOn: boolean): Promise<void> {
    this.#isOn = isOn;
    await writeJsonFile(this.#path, { keepsRunning: isOn });
  }
}
