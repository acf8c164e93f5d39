import { env } from "node:process";

/** What a test waits for comes late on a busy machine; Vitest's own second is too short for a page that is drawn from a server. */
const POLLING = { poll: { timeout: 20_000 } };

/**
 * The files of one lane of the suite. `npm test` tries every guarantee quickly; `npm run test:endurance` runs the files
 * that try the same guarantees for longer (named `….endurance.test.ts`). No test is about speed, so each gets the time that
 * it takes on a busy machine.
 * @param files a glob of test files, without its ending `.test.ts`
 */
export function filesOfLane(files: string): {
  include: string[];
  exclude: string[];
  testTimeout: number;
  expect: { poll: { timeout: number } };
} {
  const outside = ["**/node_modules/**"];
  return env["EXCALIBUR_ENDURANCE"] === "1"
    ? { include: [`${files}.endurance.test.ts`], exclude: outside, testTimeout: 900_000, expect: POLLING }
    : {
        include: [`${files}.test.ts`],
        exclude: [...outside, "**/*.endurance.test.ts"],
        testTimeout: 90_000,
        expect: POLLING,
      };
}
