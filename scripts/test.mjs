// Runs the whole suite. Arguments go to vitest: `npm test -- --project api`.
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
// Many tests wait for processes and databases, so no core need be kept free for the runner. Said here, because projects
// do not take it from the configuration above them.
const workers = `--maxWorkers=${availableParallelism()}`;
const { status } = spawnSync(process.execPath, [vitest, "run", workers, ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
});
process.exit(status ?? 1);
