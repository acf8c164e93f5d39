import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { serverOptions } from "../scripts/server-options.mjs";
import { callProcedure } from "./call-procedure.ts";
import { pinned } from "./machine.ts";

const OWNER = { email: "bench@example.com", password: "correct horse battery staple" };
export const MAIN = fileURLToPath(new URL("../apps/server/src/main.ts", import.meta.url));
const BARE = fileURLToPath(new URL("peers/bare-server.ts", import.meta.url));
const BETTER_AUTH = fileURLToPath(new URL("peers/better-auth-server.ts", import.meta.url));
const JSON_TYPE = { "content-type": "application/json" };

export interface Running {
  readonly url: string;
  readonly pid: number;
  /** What it printed before it was ready. */
  readonly lines: readonly string[];
  /** By SIGTERM. @returns the exit status. */
  stop(): Promise<number | null>;
}

/** The real server, with one key and a session of its owner. */
export interface Excalibur extends Running {
  readonly secret: string;
  readonly cookie: string;
}

interface Storage {
  /** The data folder. */
  readonly folder: string;
  readonly port?: number;
  /** The embedded database in the folder when left out. */
  readonly databaseUrl?: string;
  /** More variables of the environment. */
  readonly more?: Readonly<Record<string, string>>;
}

export async function startExcalibur(storage: Storage): Promise<Excalibur> {
  const server = await startProcess(MAIN, [], serverEnvironment(storage));
  const cookie = await signInAt(server.url);
  const { secret } = await callProcedure<{ secret: string }>({ ...server, cookie }, "apiKeys.create", {
    name: "bench",
    target: { kind: "newExecutor" },
  });
  return { ...server, cookie, secret };
}

/** @returns the cookie of a new session of the owner. */
export async function signInAt(url: string): Promise<string> {
  const body = JSON.stringify(OWNER);
  const signIn = await fetch(`${url}/api/auth/sign-in/email`, { method: "POST", headers: JSON_TYPE, body });
  return signIn.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** The least a server can do: read a body, answer the bytes of a sync. */
export function startBareServer(): Promise<Running> {
  return startProcess(BARE, [], {});
}

/** better-auth's API key verification. @param store `memory`, a `file:` or a `postgresql:` address. */
export async function startBetterAuth(store: string, keys: number): Promise<Running & { secrets: readonly string[] }> {
  const server = await startProcess(BETTER_AUTH, [store, String(keys)], {});
  return { ...server, secrets: server.lines };
}

/** Variables of the server that the benchmark starts. */
export function serverEnvironment({ folder, port = 0, databaseUrl, more }: Storage): NodeJS.ProcessEnv {
  return {
    EXCALIBUR_DATA_DIR: folder,
    EXCALIBUR_PORT: String(port),
    INITIAL_ADMIN_EMAIL: OWNER.email,
    INITIAL_ADMIN_PASSWORD: OWNER.password,
    ...(databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl, EXCALIBUR_AUTH_SECRET: "b".repeat(32) }),
    ...more,
  };
}

/** Starts a server on its core and waits for its line `… is ready at <url>`. */
export async function startProcess(main: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Running> {
  const [command = "", ...rest] = pinned([process.execPath, ...serverOptions(), main, ...args]);
  const child = spawn(command, rest, {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  // Also when the benchmark fails before it stops the server.
  const killLater = () => child.kill();
  process.once("exit", killLater);
  child.once("exit", () => process.off("exit", killLater));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const url = / is ready at (\S+)$/.exec(line)?.[1];
    if (url === undefined) {
      lines.push(line);
      continue;
    }
    return {
      url,
      pid: child.pid ?? 0,
      lines,
      stop: async () => {
        child.kill();
        const [status] = (await once(child, "exit")) as [number | null];
        return status;
      },
    };
  }
  throw new Error(`${main} ended before it was ready`);
}
