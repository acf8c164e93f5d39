// Runs one lane of the suite: `quick` (npm test) or `endurance` (npm run test:endurance). The other arguments go to vitest:
// `npm test -- --project api`. With `--full` the endurance lane tries as often as a release asks for (trial-size.ts).
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const [lane, ...given] = process.argv.slice(2);
const vitestArguments = given.filter((argument) => argument !== "--full");
const root = fileURLToPath(new URL("../", import.meta.url));
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
// Tests wait for processes and databases for a part of their time, so there is one worker more than cores; a second one more
// makes a run longer. An argument, because projects do not inherit it from the root configuration.
const workers = `--maxWorkers=${availableParallelism() + 1}`;
const { status } = spawnSync(process.execPath, [vitest, "run", workers, ...vitestArguments], {
  cwd: root,
  stdio: "inherit",
  env: {
    ...process.env,
    EXCALIBUR_ENDURANCE: lane === "endurance" ? "1" : "0",
    EXCALIBUR_ENDURANCE_FULL: given.includes("--full") ? "1" : "0",
    // The task before this one built all of it, and packaged the executor for the endurance lane: no test does it again.
    EXCALIBUR_IS_BUILT: "1",
  },
});
process.exit(status ?? 1);
