import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "vite";

declare module "vitest" {
  interface ProvidedContext {
    /** The built command, far away from any node_modules. */
    command: string;
    /** The built library. */
    library: string;
  }
}

/** Builds what users install, once for all tests of this package. */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-executor-build-"));
  const configFile = join(import.meta.dirname, "../vite.config.ts");
  for (const mode of ["command", "library"]) await build({ configFile, mode, build: { outDir: folder } });
  project.provide("command", join(folder, "excalibur-executor.mjs"));
  project.provide("library", join(folder, "index.mjs"));
  return () => rmSync(folder, { recursive: true, force: true });
}
