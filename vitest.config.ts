import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Many tests wait for processes and databases, so no core need be kept free for the runner.
    maxWorkers: "100%",
    projects: [
      "packages/*/vitest.config.ts",
      "prisma/vitest.config.ts",
      "apps/*/vitest.config.ts",
      "apps/desktop/vitest.e2e.config.ts",
      "scripts/vitest.config.ts",
    ],
  },
});
