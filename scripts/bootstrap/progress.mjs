import { spawn } from "node:child_process";

/** Prints a step on one line. @returns a function that completes the line with the seconds it took. */
export function announce(what) {
  const startedAt = Date.now();
  process.stderr.write(`• ${what} …`);
  return () => process.stderr.write(` ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`);
}

/** Runs a command quietly; what it printed is shown only when it fails. */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...options,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    const output = [];
    child.stdout.on("data", (chunk) => output.push(chunk));
    child.stderr.on("data", (chunk) => output.push(chunk));
    child.on("error", (error) => reject(new Error(`\n${command} could not be started: ${error.message}`)));
    child.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`\n${command} ${args.join(" ")} failed:\n${Buffer.concat(output).toString("utf8")}`));
    });
  });
}
