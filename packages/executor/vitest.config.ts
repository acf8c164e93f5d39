import { defineConfig } from "vitest/config";
import { filesOfLane } from "../../scripts/test-lanes.ts";

export default defineConfig({
  test: {
    name: "executor",
    ...filesOfLane("src/**/*"),
    globalSetup: "./test/build-once.ts",
    isolate: false,
    // Longer than any wait in a test, so that one that waited in vain can say for what.
    testTimeout: 60_000,
  },
});
