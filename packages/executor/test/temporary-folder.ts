import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder of its own for this test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-executor-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
