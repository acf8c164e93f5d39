import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { formatSecret, LAST_ACCEPTED_HEADER } from "@excalibur/api/contract";
import { freePort } from "../../../../scripts/testing/free-port.ts";

const repository = fileURLToPath(new URL("../../../../", import.meta.url));
/** Where Node keeps what it has compiled of the server: with it a start takes little more than half of the time. */
const compiled = join(repository, ".cache/compiled");

export const ADMIN = {
  email: "ada@acme.test",
  password: "correct horse battery staple",
  organization: "Acme",
} as const;

/** An address that channels may be saved with, since the server's configuration names it. Nothing listens there. */
export const SILENT_RECEIVER = "http://127.0.0.1:1/hook";

/** For channels whose messages a test counts or names: executors sync once here, and none is told to be offline while a test runs. */
export const NEVER_OFFLINE = { offlineMinutes: 10_080 } as const;

interface Options {
  /** Whether the first owner exists from the start. Without one the server prints a setup code. */
  withOwner: boolean;
  /** The data of an earlier server, to start it again. */
  dataFolder?: string;
  /** A port that has to be the same as before. Without one, a free one that stays so while the server is stopped. */
  port?: number;
  /** Where people reach it, when not at host and port. */
  publicUrl?: string;
  /** From which level on it logs. */
  logLevel?: "debug" | "error";
}

export type TestServer = Awaited<ReturnType<typeof startServer>>;

/** The real server as a process of its own, over a database of its own. */
export async function startServer({ withOwner, dataFolder, port, publicUrl, logLevel = "error" }: Options) {
  const folder = dataFolder ?? (await mkdtemp(join(tmpdir(), "excalibur-e2e-")));
  const owner = {
    INITIAL_ADMIN_EMAIL: ADMIN.email,
    INITIAL_ADMIN_PASSWORD: ADMIN.password,
    INITIAL_ORGANIZATION: ADMIN.organization,
  };
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", "apps/server/src/main.ts"], {
    cwd: repository,
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: compiled,
      EXCALIBUR_PORT: String(port ?? (await freePort())),
      EXCALIBUR_DATA_DIR: folder,
      LOG_LEVEL: logLevel,
      EXCALIBUR_ALLOW_PRIVATE_WEBHOOKS: new URL(SILENT_RECEIVER).hostname,
      ...(withOwner ? owner : {}),
      ...(publicUrl === undefined ? {} : { EXCALIBUR_PUBLIC_URL: publicUrl }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const output: string[] = [];
  child.stderr.on("data", (text: Buffer) => output.push(String(text)));
  let isWanted = true;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      // A test that waits for a stopped server only times out; this error names the cause.
      if (isWanted) console.error(`The server ended by itself (${code ?? signal}).\n${output.join("")}`);
      resolve();
    });
  });
  const started = { url: "", setupCode: null as string | null };
  await new Promise<void>((resolve, reject) => {
    child.once("exit", () => reject(new Error(`The server ended before it was ready.\n${output.join("")}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      output.push(`${line}\n`);
      started.setupCode ??= /^Setup code: (\S+)$/.exec(line)?.[1] ?? null;
      started.url ||= /^Excalibur is ready at (\S+)$/.exec(line)?.[1] ?? "";
      if (started.url !== "") resolve();
    });
  });

  /** Ends the process and waits until it is gone. */
  const stop = async (signal: "SIGTERM" | "SIGKILL" = "SIGTERM") => {
    isWanted = false;
    child.kill(signal);
    await ended;
  };
  return {
    ...started,
    dataFolder: folder,
    /** All that it has printed and logged. */
    output: () => output.join(""),
    stop,
    /** Ends it and takes its data away. */
    async dispose() {
      // Node writes what it has compiled when the process ends by itself.
      await stop(existsSync(compiled) ? "SIGKILL" : "SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One sync of an executor, as any program would make it. Returns the reason of a refusal, or null. */
export async function sync(
  url: string,
  secret: string,
  name: string,
  facts: object = {},
  headers: Record<string, string> = {},
): Promise<string | null> {
  const response = await fetch(`${url}/v1/sync`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${secret}`, ...headers },
    body: JSON.stringify({ name, kind: "agent", version: "1.0.0", ...facts }),
  });
  const body = (await response.json()) as { error?: { reason: string } };
  return body.error?.reason ?? null;
}

/** A sync with a key that the server does not know, by an executor that says which organization accepted it before. */
export async function syncUnknown(url: string, name: string, organizationId: string): Promise<void> {
  const secret = formatSecret(crypto.getRandomValues(new Uint8Array(32)));
  const lastAccepted = { [LAST_ACCEPTED_HEADER]: `${organizationId}/key_01jx5v7m2q8r9s0t1v2w3x4y5z` };
  const reason = await sync(url, secret, name, {}, lastAccepted);
  if (reason !== "key_unknown") throw new Error(`The key was to be unknown, and is ${reason ?? "accepted"}.`);
}
