import { existsSync } from "node:fs";
import { rename } from "node:fs/promises";

/** Gives a finished folder its name. Where another process was faster, its folder stays: it may be in use already. */
export async function putInPlace(finished: string, folder: string): Promise<void> {
  try {
    await rename(finished, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}
