import { spawn } from "node:child_process";
import { once } from "node:events";

/** Where this package starts, for a child process to import. */
const PACKAGE = new URL("../index.ts", import.meta.url).href;

export interface ChildProcess {
  /** What it prints until it ends. @throws with its own words when it fails. */
  readonly output: Promise<string>;
  /** Resolves at its first output. */
  readonly ready: Promise<unknown>;
  /** Ends it without any chance to tidy up, and waits for its end. */
  kill(): Promise<void>;
}

/** Runs JavaScript in a process of its own, with everything this package exports as `db` and `url` as given. */
export function runInProcess(code: string, url: string, env: NodeJS.ProcessEnv = {}): ChildProcess {
  const script = `const db = await import(${JSON.stringify(PACKAGE)}); const url = ${JSON.stringify(url)}; ${code}`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  let errors = "";
  child.stdout.on("data", (text: Buffer) => (printed += text.toString()));
  child.stderr.on("data", (text: Buffer) => (errors += text.toString()));
  const ready = once(child.stdout, "data");
  const ended = once(child, "close");
  const output = ended.then(([exitCode]) => {
    if (exitCode !== 0) throw new Error(errors);
    return printed;
  });
  // A killed process fails by intention, and one that prints nothing is never ready: only who awaits them shall know.
  output.catch(() => undefined);
  ready.catch(() => undefined);
  return {
    output,
    ready,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
