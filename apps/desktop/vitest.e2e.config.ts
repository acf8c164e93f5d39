import { defineConfig } from "vitest/config";
import { filesOfLane } from "../../scripts/test-lanes.ts";

export default defineConfig({
  test: {
    name: "e2e",
    ...filesOfLane("e2e/**/*.e2e"),
    setupFiles: ["e2e/support/tell-failures.ts"],
    globalSetup: ["e2e/support/build-desktop.ts"],
    // One browser a worker, and what drives it is read once a worker.
    isolate: false,
  },
});
