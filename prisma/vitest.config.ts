import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "db",
    include: ["{src,scripts}/**/*.test.ts"],
    globalSetup: ["src/testing/postgres-global-setup.ts"],
  },
});
