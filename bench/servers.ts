import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const OWNER = { email: "bench@example.com", password: "correct horse battery staple" };
const MAIN = fileURLToPath(new URL("../apps/server/src/main.ts", import.meta.url));
const BARE = fileURLToPath(new URL("bare-server.ts", import.meta.url));
const JSON_TYPE = { "content-type": "application/json" };

interface Running {
  readonly url: string;
  stop(): Promise<void>;
}

/** The real server on an embedded database in `folder`, with one key. */
export async function startExcalibur(folder: string): Promise<Running & { secret: string }> {
  const server = await startProcess(MAIN, serverEnvironment(folder));
  const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: JSON_TYPE,
    body: JSON.stringify(OWNER),
  });
  const cookie = signIn.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const created = await fetch(`${server.url}/trpc/apiKeys.create`, {
    method: "POST",
    headers: { ...JSON_TYPE, cookie },
    body: JSON.stringify({ json: { name: "bench", target: { kind: "newExecutor" } } }),
  });
  const answer = (await created.json()) as { result: { data: { json: { secret: string } } } };
  return { ...server, secret: answer.result.data.json.secret };
}

/** The least a server can do: read a body, answer the bytes of a sync. */
export function startBareServer(): Promise<Running> {
  return startProcess(BARE, {});
}

/** Variables of the server that the benchmark starts. */
export function serverEnvironment(folder: string): NodeJS.ProcessEnv {
  return {
    EXCALIBUR_DATA_DIR: folder,
    EXCALIBUR_PORT: "0",
    INITIAL_ADMIN_EMAIL: OWNER.email,
    INITIAL_ADMIN_PASSWORD: OWNER.password,
  };
}

/** Starts a server and waits for its line `… is ready at <url>`. */
export async function startProcess(main: string, env: NodeJS.ProcessEnv): Promise<Running> {
  const child: ChildProcess = spawn(process.execPath, [main], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "ignore"],
  });
  if (child.stdout === null) throw new Error("the server has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = / is ready at (\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    return {
      url,
      stop: async () => {
        child.kill();
        await once(child, "exit");
      },
    };
  }
  throw new Error(`${main} ended before it was ready`);
}
