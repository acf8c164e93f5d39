import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { writesToEnd } from "./write-file-atomically.ts";

/** A folder of its own for the test that asks for it, gone with the test. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-desktop-"));
  onTestFinished(async () => {
    // A file that is still written would come into the folder while it is removed.
    await writesToEnd();
    await rm(folder, { recursive: true, force: true });
  });
  return folder;
}
