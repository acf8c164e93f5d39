import { defineConfig } from "vitest/config";
import { filesOfLane } from "../../scripts/test-lanes.ts";

export default defineConfig({
  test: {
    name: "api",
    ...filesOfLane("src/**/*"),
    isolate: false,
    // Properties are tried with thousands of values: slow on a busy machine, and no test here is about speed.
    testTimeout: 60_000,
  },
});
