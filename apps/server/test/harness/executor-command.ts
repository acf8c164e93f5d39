import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { eventually } from "./eventually.ts";

const EXECUTOR = fileURLToPath(new URL("../../../../packages/executor/src/main.ts", import.meta.url));

/** The real command. */
export class ExecutorCommand {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  output = "";

  /**
   * @param env what it finds in its environment, such as `EXCALIBUR_API_KEY`.
   * @param user as whom it runs, by number; without one, as the user who runs the tests.
   */
  constructor(
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    { user }: { readonly user?: number } = {},
  ) {
    this.#child = spawn(process.execPath, [EXECUTOR, ...args], {
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    this.#ended = once(this.#child, "close").then(([code]) => code as number | null);
    onTestFinished(() => void this.#child.kill("SIGKILL"));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    }
  }

  says(words: string): Promise<void> {
    return eventually(async () => expect(this.output).toContain(words));
  }

  /** @returns the exit status, once it has ended by itself. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** @returns the exit status. */
  stop(): Promise<number | null> {
    this.#child.kill("SIGTERM");
    return this.#ended;
  }
}
