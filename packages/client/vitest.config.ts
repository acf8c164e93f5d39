import { defineConfig } from "vitest/config";
import { filesOfLane } from "../../scripts/test-lanes.ts";

export default defineConfig({ test: { name: "client", ...filesOfLane("{src,test}/**/*") } });
