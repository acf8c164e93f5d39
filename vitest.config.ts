import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      "packages/*/vitest.config.ts",
      "prisma/vitest.config.ts",
      "apps/*/vitest.config.ts",
      "apps/desktop/vitest.e2e.config.ts",
      "scripts/vitest.config.ts",
    ],
  },
});
