import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { name: "executor", include: ["src/**/*.test.ts"], globalSetup: "./test/build-once.ts", isolate: false },
});
