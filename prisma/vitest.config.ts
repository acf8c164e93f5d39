import { defineConfig } from "vitest/config";
import { filesOfLane } from "../scripts/test-lanes.ts";

export default defineConfig({
  test: {
    name: "db",
    ...filesOfLane("{src,scripts}/**/*"),
    globalSetup: ["src/testing/postgres-global-setup.ts"],
    isolate: false,
    // Whole databases and child processes: slow on a busy machine, and no test here is about speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
