import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const config = fileURLToPath(new URL("failing-run/vitest.config.ts", import.meta.url));

test("a run whose tests fail ends with a failing status, though its PostgreSQL has exit hooks of its own", () => {
  const { status, stdout } = spawnSync(process.execPath, [vitest, "run", "--config", config], { encoding: "utf8" });
  expect(stdout).toMatch(/Tests.*1 failed/);
  expect(status).toBe(1);
});
