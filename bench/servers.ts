import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const OWNER = { email: "bench@example.com", password: "correct horse battery staple" };
const MAIN = fileURLToPath(new URL("../apps/server/src/main.ts", import.meta.url));
const BARE = fileURLToPath(new URL("bare-server.ts", import.meta.url));
const JSON_TYPE = { "content-type": "application/json" };

interface Running {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** The real server, with one key and a session of its owner. */
export interface Excalibur extends Running {
  readonly secret: string;
  readonly cookie: string;
}

/** The real server on an embedded database in `folder`. */
export async function startExcalibur(folder: string, port = 0): Promise<Excalibur> {
  const server = await startProcess(MAIN, serverEnvironment(folder, port));
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
  return { ...server, cookie, secret: answer.result.data.json.secret };
}

/** How many events of each type there are. */
export async function countEvents({ url, cookie }: Excalibur): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  let cursor: string | null = null;
  do {
    const input = encodeURIComponent(JSON.stringify({ json: { limit: 200, cursor } }));
    const response = await fetch(`${url}/trpc/events.list?input=${input}`, { headers: { cookie } });
    const answer = (await response.json()) as { result: { data: { json: EventPage } } };
    const page: EventPage = answer.result.data.json;
    for (const { type } of page.items) counts[type] = (counts[type] ?? 0) + 1;
    cursor = page.nextCursor;
  } while (cursor !== null);
  return counts;
}

interface EventPage {
  readonly items: readonly { readonly type: string }[];
  readonly nextCursor: string | null;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** The least a server can do: read a body, answer the bytes of a sync. */
export function startBareServer(): Promise<Running> {
  return startProcess(BARE, {});
}

/** Variables of the server that the benchmark starts. */
export function serverEnvironment(folder: string, port = 0): NodeJS.ProcessEnv {
  return {
    EXCALIBUR_DATA_DIR: folder,
    EXCALIBUR_PORT: String(port),
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
  // Also when the benchmark fails before it stops the server.
  process.once("exit", () => child.kill());
  if (child.stdout === null) throw new Error("the server has no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const url = / is ready at (\S+)$/.exec(line)?.[1];
    if (url === undefined) continue;
    return {
      url,
      pid: child.pid ?? 0,
      stop: async () => {
        child.kill();
        await once(child, "exit");
      },
    };
  }
  throw new Error(`${main} ended before it was ready`);
}
