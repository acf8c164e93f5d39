import { env } from "node:process";

/** What a test waits for comes late on a busy machine; Vitest's own second is too short for a page that is drawn from a server. */
const POLLING = { poll: { timeout: 20_000 } };

/** A hook that starts a server, a browser or a command takes its time on a busy machine too. */
const HOOK_TIMEOUT_MS = 60_000;

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
  const limits = { hookTimeout: HOOK_TIMEOUT_MS, expect: POLLING };
  return env["EXCALIBUR_ENDURANCE"] === "1"
    ? { include: [`${files}.endurance.test.${language}`], exclude: outside, testTimeout: 900_000, ...limits }
    : {
        include: [`${files}.test.${language}`],
        exclude: [...outside, `**/*.endurance.test.${language}`],
        testTimeout: 90_000,
        ...limits,
      };
}
