import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import { PATIENCE_MS } from "../../../../scripts/testing/patience.ts";
import { eventually } from "./eventually.ts";

const COMMAND = fileURLToPath(new URL("../../../../packages/executor/dist/excalibur-executor.mjs", import.meta.url));

/** A second takes 20 ms. */
const ENVIRONMENT = { EXCALIBUR_TIME_SCALE: "0.02", EXCALIBUR_TIMEOUT: "300", UV_THREADPOOL_SIZE: "1" };

/** A call of the operating system, and the file that it is about: the executor is killed with SIGKILL as it makes it. */
export interface DiskPoint {
  readonly call: "openat" | "write" | "fsync" | "rename" | "unlink";
  /** Counted from 1, of those about this file. */
  readonly nth: number;
  readonly file: (keyFile: string) => string;
}

/** The built command as a process, on a host with a key file. Run `buildExecutor` before. */
export class RenewingHost {
  readonly keyFile: string;
  readonly #args: readonly string[];
  #child: ChildProcess | null = null;
  output = "";

  /** @param secret null for a host that is to be enrolled. */
  constructor(url: string, name: string, secret: string | null) {
    const folder = mkdtempSync(join(tmpdir(), "excalibur-host-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    this.keyFile = join(folder, "api-key");
    if (secret !== null) this.replaceKey(secret);
    this.#args = ["--url", url, "--name", name, "--api-key-file", this.keyFile];
  }

  /** Starts it. @param killedAt where it ends, by `strace`. */
  start(killedAt: DiskPoint | null = null): void {
    const [program, ...args] = [...(killedAt === null ? [] : this.#strace(killedAt)), process.execPath];
    this.#child = this.#spawn(program, [...args, COMMAND, "run", ...this.#args]);
  }

  /** Enrols it with a code, and waits until that is done. */
  async enrol(code: string): Promise<void> {
    const child = this.#spawn(process.execPath, [COMMAND, "enroll", ...this.#args], {
      EXCALIBUR_ENROLLMENT_CODE: code,
    });
    const [status] = (await once(child, "close")) as [number | null];
    expect(status).toBe(0);
  }

  /** Puts a key into its file in one step, as a person does it. */
  replaceKey(secret: string): void {
    writeFileSync(`${this.keyFile}.new`, `${secret}\n`, { mode: 0o600 });
    renameSync(`${this.keyFile}.new`, this.keyFile);
  }

  #spawn(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
    const child = spawn(program, args, {
      // One thread works with files: strace counts the calls of each thread by itself.
      env: { ...ENVIRONMENT, PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    }
    return child;
  }

  #strace({ call, nth, file }: DiskPoint): string[] {
    const inject = `--inject=${call}:signal=SIGKILL:when=${nth}`;
    return [
      "strace",
      "--follow-forks",
      "-qqq",
      "--output=/dev/null",
      `--trace-path=${file(this.keyFile)}`,
      `--trace=${call}`,
      inject,
    ];
  }

  kill(): void {
    this.#child?.kill("SIGKILL");
  }

  /** Waits for its end. */
  async ended(): Promise<void> {
    const child = this.#child;
    if (child !== null && child.exitCode === null && child.signalCode === null) {
      await once(child, "exit", { signal: AbortSignal.timeout(PATIENCE_MS) });
    }
  }

  get key(): string {
    return readFileSync(this.keyFile, "utf8").trim();
  }

  /** Waits until its key file holds another key than this one, with nothing beside it. */
  renewed(secret: string, withinMs = PATIENCE_MS): Promise<void> {
    return eventually(async () => {
      expect(this.key).not.toBe(secret);
      expect([existsSync(`${this.keyFile}.renewing`), existsSync(`${this.keyFile}.renewing.key`)]).toEqual([
        false,
        false,
      ]);
    }, withinMs);
  }
}
