import { env } from "node:process";

/**
 * The files of one lane of the suite. `npm test` tries every guarantee quickly; `npm run test:endurance` runs the files
 * that try the same guarantees for longer (named `….endurance.test.ts`). No test is about speed, so each gets the time that
 * it takes on a busy machine.
 * @param files a glob of test files, without its ending `.test.ts`
 */
export function filesOfLane(files: string): { include: string[]; exclude: string[]; testTimeout: number } {
  const outside = ["**/node_modules/**"];
  return env["EXCALIBUR_ENDURANCE"] === "1"
    ? { include: [`${files}.endurance.test.ts`], exclude: outside, testTimeout: 900_000 }
    : { include: [`${files}.test.ts`], exclude: [...outside, "**/*.endurance.test.ts"], testTimeout: 90_000 };
}
