import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "server",
    include: ["{src,test}/**/*.test.ts"],
    globalSetup: ["@excalibur/db/testing/postgres-global-setup"],
    // The server's code is read once a worker, not once a file: that took a third of the time.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
