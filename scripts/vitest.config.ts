import { defineConfig } from "vitest/config";
import { filesOfLane } from "./test-lanes.ts";

export default defineConfig({ test: { name: "scripts", ...filesOfLane("**/*", "mjs") } });
