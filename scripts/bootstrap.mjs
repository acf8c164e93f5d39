// Plain JavaScript for any Node from 18 on: brings the toolchain, installs, generates, builds, then hands over to a task.
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSteps } from "./bootstrap/steps.mjs";
import { stopTogether } from "./bootstrap/stop-together.mjs";
import { findToolchain } from "./bootstrap/toolchain.mjs";
import { TASKS } from "./bootstrap/tasks.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const [taskName = "", ...taskArguments] = process.argv.slice(2);
const task = TASKS[taskName];
if (task === undefined) {
  console.error(`There is no task "${taskName}". There are: ${Object.keys(TASKS).join(", ")}.`);
  process.exit(78);
}

// A backup from cron must not touch what a server runs from.
const isReadyMade = task.readyMade?.includes(taskArguments[0]) === true;

const isProduction = taskName === "server" && process.env.NODE_ENV === "production";

try {
  const toolchain = await findToolchain(root, { mayBring: !isReadyMade });
  if (!isReadyMade) await prepare(createSteps(root, toolchain, isProduction));
  if (task.command !== null) handOver(toolchain);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** Installs and builds what the task needs. */
async function prepare(steps) {
  await steps.install();
  if (task.needs.includes("clients")) await steps.generateClients();
  if (task.needs.includes("console")) await steps.buildConsole();
  if (task.needs.includes("desktop")) await steps.buildDesktop();
  if (task.needs.includes("executor")) await steps.buildExecutor();
  if (task.needs.includes("executable")) await steps.packageExecutor();
}

/** Runs the task with the toolchain first on PATH and ends as it ends. */
function handOver({ node, path }) {
  const child = spawn(node, [...task.command, ...taskArguments], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      PATH: [path, process.env.PATH].filter(Boolean).join(delimiter),
      // Compiled code is kept between runs: a warm start takes about half as long.
      NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "excalibur", "compiled"),
    },
  });
  stopTogether(child);
  child.on("exit", (code, signal) => process.exit(signal === null ? code : 1));
}
