// Plain JavaScript for any Node from 18 on: brings the toolchain, installs, generates, builds, then hands over to a task.
import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { createSteps } from "./bootstrap/steps.mjs";
import { findToolchain } from "./bootstrap/toolchain.mjs";
import { TASKS } from "./bootstrap/tasks.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const [taskName = "", ...taskArguments] = process.argv.slice(2);
const task = TASKS[taskName];
if (task === undefined) {
  console.error(`There is no task "${taskName}". There are: ${Object.keys(TASKS).join(", ")}.`);
  process.exit(78);
}

try {
  const toolchain = await findToolchain(root);
  const steps = createSteps(root, toolchain);
  await steps.install();
  if (task.needs.includes("clients")) await steps.generateClients();
  if (task.needs.includes("console")) await steps.buildConsole();
  if (task.needs.includes("desktop")) await steps.buildDesktop();
  if (task.needs.includes("executor")) await steps.buildExecutor();
  if (task.command !== null) handOver(toolchain);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
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
  // The child gets Ctrl-C from the terminal itself; this process only waits for it to finish.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(signal === null ? code : 1));
}
