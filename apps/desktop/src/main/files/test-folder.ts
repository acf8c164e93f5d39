import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own for the test that asks for it, gone with the test. */
export async function testFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-desktop-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
