import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { build } from "vite";

const PACKAGE = join(import.meta.dirname, "..");

declare module "vitest" {
  interface ProvidedContext {
    /** The built command, far away from any node_modules. */
    command: string;
    /** The built library. */
    library: string;
  }
}

const FILES = ["excalibur-executor.mjs", "index.mjs"];

/**
 * Puts what users install into a folder of its own, once for all tests of this package. `npm test` has built it already;
 * vitest started by hand has not.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-executor-build-"));
  const isBuilt = process.env["EXCALIBUR_IS_BUILT"] === "1";
  if (isBuilt) for (const file of FILES) copyFileSync(join(PACKAGE, "dist", file), join(folder, file));
  else await buildInto(folder);
  project.provide("command", join(folder, "excalibur-executor.mjs"));
  project.provide("library", join(folder, "index.mjs"));
  return () => rmSync(folder, { recursive: true, force: true });
}

async function buildInto(outDir: string): Promise<void> {
  const configFile = join(PACKAGE, "vite.config.ts");
  for (const mode of ["command", "library"]) await build({ configFile, mode, build: { outDir } });
}
