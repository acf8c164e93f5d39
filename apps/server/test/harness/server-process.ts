import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const MAIN = fileURLToPath(new URL("../../src/main.ts", import.meta.url));
const READY = /^Excalibur is ready at (\S+)$/m;

export const OWNER = { email: "owner@example.com", password: "correct horse battery staple" };

/** All that the server gets of this run's own environment: programs, and where compiled code is kept between starts. */
const OF_THE_RUN = { PATH: process.env["PATH"], NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"] };

/** Variables that make the server create its owner by itself. */
export const OWNER_VARIABLES = { INITIAL_ADMIN_EMAIL: OWNER.email, INITIAL_ADMIN_PASSWORD: OWNER.password };

/** Has something done when the test, or all tests of a file, are over. */
type AtEnd = (tidyUp: () => void) => void;

/** The real server as a process of its own. */
export class ServerProcess {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  stdout = "";
  stderr = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, "exit").then(([code]) => code as number | null);
    child.stdout?.on("data", (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => (this.stderr += chunk.toString()));
  }

  /** Starts it without waiting for anything. @param words a command of its own, such as `backup FOLDER`. */
  static spawn(env: NodeJS.ProcessEnv, words: readonly string[] = [], atEnd: AtEnd = onTestFinished): ServerProcess {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...words], {
      env: { ...OF_THE_RUN, EXCALIBUR_PORT: "0", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    // Also when the test fails before it stops the server.
    atEnd(() => void child.kill("SIGKILL"));
    return new ServerProcess(child);
  }

  /** Starts it and waits until it is ready. @throws when it ends instead. */
  static async start(env: NodeJS.ProcessEnv, atEnd: AtEnd = onTestFinished): Promise<ServerProcess> {
    const server = ServerProcess.spawn(env, [], atEnd);
    await new Promise<void>((resolve, reject) => {
      server.#child.stdout?.on("data", () => READY.test(server.stdout) && resolve());
      void server.#ended.then((code) => reject(new Error(`the server ended with ${code}: ${server.stderr}`)));
    });
    return server;
  }

  get url(): string {
    return READY.exec(this.stdout)?.[1] ?? "";
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** @returns the exit status; null when a signal ended it. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }

  /** @returns the exit status, once it has ended by itself. */
  ended(): Promise<number | null> {
    return this.#ended;
  }
}

/** Runs work with a data folder that is gone afterwards. */
export async function withDataFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-test-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
