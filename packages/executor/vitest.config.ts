import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "executor",
    include: ["src/**/*.test.ts"],
    globalSetup: "./test/build-once.ts",
    isolate: false,
    // Longer than any wait in a test, so that one that waited in vain can say for what.
    testTimeout: 60_000,
  },
});
