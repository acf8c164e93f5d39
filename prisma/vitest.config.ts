import { defineConfig } from "vitest/config";
import { filesOfLane } from "../scripts/test-lanes.ts";

export default defineConfig({
  test: {
    name: "db",
    ...filesOfLane("{src,scripts}/**/*"),
    globalSetup: ["src/testing/postgres-global-setup.ts"],
    isolate: false,
  },
});
