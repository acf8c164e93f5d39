import { env } from "node:process";
import { LONG_PATIENCE_MS, PATIENCE_MS } from "./testing/patience.ts";

/**
 * The files of one lane of the suite. `npm test` tries every guarantee quickly; `npm run test:endurance` runs the files
 * that try the same guarantees for longer (named `….endurance.test.ts`). No test is about speed, so each gets the time that
 * it takes on a busy machine.
 * @param files a glob of test files, without its ending `.test.ts` or `.test.mjs`
 */
export function filesOfLane(
  files: string,
  language: "ts" | "mjs" = "ts",
): {
  include: string[];
  exclude: string[];
  testTimeout: number;
  hookTimeout: number;
  expect: { poll: { timeout: number } };
} {
  const outside = ["**/node_modules/**"];
  const limits = { hookTimeout: LONG_PATIENCE_MS, expect: { poll: { timeout: PATIENCE_MS } } };
  return env["EXCALIBUR_ENDURANCE"] === "1"
    ? { include: [`${files}.endurance.test.${language}`], exclude: outside, testTimeout: 900_000, ...limits }
    : {
        include: [`${files}.test.${language}`],
        exclude: [...outside, `**/*.endurance.test.${language}`],
        testTimeout: LONG_PATIENCE_MS,
        ...limits,
      };
}
