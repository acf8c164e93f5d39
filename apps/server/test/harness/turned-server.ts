/** The server in a process of its own, by a clock that its parent turns. It can be killed at any moment. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { openDatabase } from "@excalibur/db";
import { readConfig } from "../../src/config.ts";

interface Start {
  /** Has it killed when a test is over. */
  readonly atEnd: (tidyUp: () => void) => void;
  readonly databaseUrl: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export class TurnedServer {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** Starts it and waits until it serves. */
  static async start({ databaseUrl, at, atEnd }: Start): Promise<TurnedServer> {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", fileURLToPath(import.meta.url)], {
      env: {
        PATH: process.env["PATH"],
        NODE_COMPILE_CACHE: process.env["NODE_COMPILE_CACHE"],
        EXCALIBUR_PORT: "0",
        EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS: "127.0.0.1",
        LOG_LEVEL: "error",
        TURNED_DATABASE: databaseUrl,
        TURNED_AT: String(at),
      },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    atEnd(() => void child.kill("SIGKILL"));
    await once(child, "message");
    return new TurnedServer(child);
  }

  /** Turns its clock, has every key used and channels told. Resolves when that is done, or the process is gone. */
  async turnTo(at: number): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const over = new AbortController();
    const { signal } = over;
    const isDone = Promise.race([once(this.#child, "message", { signal }), once(this.#child, "exit", { signal })]);
    this.#child.send(at);
    await isDone;
    over.abort();
  }

  async kill(): Promise<void> {
    const isOver = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await isOver;
  }
}

async function serveTurned(databaseUrl: string, startedAt: number): Promise<void> {
  // Only here: the parent needs no server in its own process.
  const { serve } = await import("../../src/start-server.ts");
  const database = await openDatabase({ url: databaseUrl });
  let at = startedAt;
  const now = () => new Date(at);
  const config = { ...readConfig(process.env), authSecret: "a secret for tests that is long enough" };
  const server = await serve(database, config, { now, monotonicMs: () => at });
  process.on("message", (message) => {
    at = Number(message);
    void database.client.keyLastUse
      .updateMany({ data: { at: now() } })
      .then(() => server.tellChannels())
      .then(() => process.send?.("told"));
  });
  process.send?.("ready");
}

const { TURNED_DATABASE: url, TURNED_AT: at } = process.env;
if (url !== undefined) await serveTurned(url, Number(at));
