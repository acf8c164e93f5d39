import { defineConfig } from "vitest/config";
import { filesOfLane } from "../../scripts/test-lanes.ts";
import { TIME_LIMIT_MS } from "./e2e/support/time-limit.ts";

const lane = filesOfLane("e2e/**/*.e2e");

export default defineConfig({
  test: {
    name: "e2e",
    ...lane,
    // One step waits for several things, each for its own time limit at most.
    testTimeout: Math.max(lane.testTimeout, 240_000),
    expect: { poll: { timeout: TIME_LIMIT_MS } },
    setupFiles: ["e2e/support/tell-failures.ts"],
    globalSetup: ["e2e/support/build-desktop.ts"],
    // One browser a worker, and what drives it is read once a worker.
    isolate: false,
    hookTimeout: 180_000,
  },
});
