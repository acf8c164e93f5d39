import { defineConfig } from "vitest/config";
import { filesOfLane } from "../../scripts/test-lanes.ts";

export default defineConfig({
  test: {
    name: "server",
    ...filesOfLane("{src,test}/**/*"),
    globalSetup: ["@excalibur/db/testing/postgres-global-setup"],
    // The server's code is read once a worker, not once a file: that took a third of the time.
    isolate: false,
    hookTimeout: 60_000,
  },
});
