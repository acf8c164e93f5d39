import { defineConfig } from "vitest/config";

/** A run that fails, for the test of its exit status. Not a project of the workspace. */
export default defineConfig({
  test: { include: ["failing.ts"], root: import.meta.dirname, globalSetup: ["../postgres-global-setup.ts"] },
});
