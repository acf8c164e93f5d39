import { defineConfig } from "vitest/config";
import { filesOfLane } from "../../scripts/test-lanes.ts";

export default defineConfig({
  test: {
    name: "executor",
    ...filesOfLane("src/**/*"),
    globalSetup: "./test/build-once.ts",
    isolate: false,
  },
});
