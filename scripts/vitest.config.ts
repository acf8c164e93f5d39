import { env } from "node:process";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "scripts",
    include: env["EXCALIBUR_ENDURANCE"] === "1" ? ["**/*.endurance.test.mjs"] : ["**/*.test.mjs"],
    exclude: env["EXCALIBUR_ENDURANCE"] === "1" ? [] : ["**/*.endurance.test.mjs"],
  },
});
