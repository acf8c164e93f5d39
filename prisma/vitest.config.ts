import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "db",
    include: ["{src,scripts}/**/*.test.ts"],
    globalSetup: ["src/testing/postgres-global-setup.ts"],
    isolate: false,
    // Whole databases and child processes: slow on a busy machine, and no test here is about speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
