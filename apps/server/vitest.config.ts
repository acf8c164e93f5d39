import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { filesOfLane } from "../../scripts/test-lanes.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const lane = filesOfLane("{src,test}/**/*");
/** Files of which each lane runs the suites on one of the two databases. */
const onOneDatabase = globSync("test/*.test.ts", { cwd: here }).filter((file) =>
  readFileSync(here + file, "utf8").includes("(dialectsOfLane("),
);

export default defineConfig({
  test: {
    name: "server",
    ...lane,
    include: [...lane.include, ...onOneDatabase],
    globalSetup: ["@excalibur/db/testing/postgres-global-setup"],
    setupFiles: ["test/harness/tell-failures.ts"],
    // The server's code is read once a worker, not once a file: that took a third of the time.
    isolate: false,
  },
});
