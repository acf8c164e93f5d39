import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readRecipeTemplates } from "../src/recipes/recipe-files.ts";
import { renderRecipe } from "../src/recipes/render-recipe.ts";
import { Client } from "./harness/client.ts";
import { lacks } from "./harness/debian-programs.ts";
import { eventually } from "./harness/eventually.ts";
import { readManifests } from "./harness/kubernetes-schemas.ts";
import { pasteRecipe } from "./harness/pasted-recipe.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";

const EXECUTOR = new URL("../../../packages/executor/src/main.ts", import.meta.url).pathname;
const DEPLOY = new URL("../../../deploy/", import.meta.url).pathname;

/** What recipes are filled in with, but for the server and the name. */
const VALUES = { kind: "agent", image: "excalibur-executor:0.1.0", installerSha256: "0".repeat(64) } as const;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-deploy-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The values of a setting of a unit, in their order. */
function unitSetting(unit: string, setting: string): string[] {
  return unit.split("\n").flatMap((line) => (line.startsWith(`${setting}=`) ? [line.slice(setting.length + 1)] : []));
}

/** A server with its owner signed in. */
async function startServer(folder: string): Promise<{ server: ServerProcess; owner: Client }> {
  const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder, ...OWNER_VARIABLES });
  onTestFinished(() => void server.stop());
  const owner = new Client(server.url);
  await owner.signIn(OWNER);
  return { server, owner };
}

/** The real command, started as a file in `deploy/` starts it. */
function startExecutor(args: readonly string[], env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [EXECUTOR, ...args], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: "ignore",
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function isOnline(owner: Client, name: string, kind: string): Promise<void> {
  await eventually(async () => {
    const { items } = await owner.trpc.executors.list.query({ online: true });
    expect(items).toMatchObject([{ name, kind }]);
  });
}

test.skipIf(lacks("systemd-notify", "socat"))(
  "from the pasted recipe to online, started as the unit does, and systemd is notified",
  () =>
    withDataFolder(async (folder) => {
      const { server, owner } = await startServer(folder);
      const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "edge", target: { kind: "newExecutor" } });
      const recipe = renderRecipe(readRecipeTemplates().bareMetal, { ...VALUES, url: server.url, name: "edge-1" });
      const { file } = await pasteRecipe(recipe.replace("{{apiKey}}", secret));
      const text = readFileSync(file("/etc/systemd/system/excalibur-executor@edge-1.service"), "utf8");
      const unit = text.replaceAll("%i", "edge-1");

      // What systemd does with the unit, without systemd: credentials, socket, watchdog, command.
      const [credential = "", from = ""] = (unitSetting(unit, "LoadCredential")[0] ?? "").split(":");
      const credentials = join(temporaryFolder(), "credentials");
      mkdirSync(credentials);
      cpSync(file(from), join(credentials, credential));
      chmodSync(join(credentials, credential), 0o440);
      const socket = join(temporaryFolder(), "notify");
      const systemd = spawn("socat", ["-u", `UNIX-RECV:${socket}`, "STDOUT"]);
      onTestFinished(() => void systemd.kill("SIGKILL"));
      let received = "";
      systemd.stdout.on("data", (chunk: Buffer) => (received += chunk.toString()));
      const [program = "", ...args] = (unitSetting(unit, "ExecStart")[0] ?? "").split(" ");
      expect(program).toBe("excalibur-executor");
      const executor = startExecutor(
        args.map((argument) => (argument.startsWith("/") ? file(argument) : argument)),
        { CREDENTIALS_DIRECTORY: credentials, NOTIFY_SOCKET: socket, WATCHDOG_USEC: "2000000" },
      );

      await isOnline(owner, "edge-1", "agent");
      await eventually(async () =>
        expect(received).toMatch(/READY=1\n[^]*STATUS=Online as edge-1, key key_[^]*WATCHDOG=1/),
      );
      executor.kill("SIGTERM");
      expect(await once(executor, "exit")).toEqual([0, null]);
      expect(received).not.toContain(secret);
    }),
);

interface Container {
  readonly env: readonly { readonly name: string; readonly value?: string }[];
  readonly livenessProbe: { readonly httpGet: { readonly path: string } };
  readonly readinessProbe: { readonly httpGet: { readonly path: string } };
}

test("the environment and the probes of the Kubernetes manifest are those of a connected executor", () =>
  withDataFolder(async (folder) => {
    const { server, owner } = await startServer(folder);
    const { secret, key } = await owner.trpc.apiKeys.create.mutate({
      name: "cluster",
      target: { kind: "newExecutor" },
    });
    const values = { ...VALUES, url: server.url, name: "cluster-1", kind: "operator" } as const;
    const manifest = renderRecipe(readFileSync(`${DEPLOY}kubernetes/executor.yaml`, "utf8"), values);
    const deployment = readManifests(manifest).find(({ kind }) => kind === "Deployment") as unknown as {
      readonly spec: { readonly template: { readonly spec: { readonly containers: [Container] } } };
    };
    const { env, livenessProbe, readinessProbe } = deployment.spec.template.spec.containers[0];
    const mounted = join(temporaryFolder(), "api-key");
    writeFileSync(mounted, `${secret}\n`, { mode: 0o400 });
    const port = 20_000 + (process.pid % 20_000);
    const health = `127.0.0.1:${port}`;
    const given = Object.fromEntries(env.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])));
    expect(given).toMatchObject({ EXCALIBUR_API_KEY_FILE: "/run/excalibur/api-key", EXCALIBUR_HEALTH: "0.0.0.0:9464" });
    // What a pod has besides; the API of this cluster is away.
    const pod = { KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: "1" };
    startExecutor(["run"], { ...given, ...pod, EXCALIBUR_API_KEY_FILE: mounted, EXCALIBUR_HEALTH: health });

    await isOnline(owner, "cluster-1", "operator");
    const probe = async ({ httpGet }: Container["livenessProbe"]) =>
      (await fetch(`http://${health}${httpGet.path}`)).status;
    await eventually(async () => expect([await probe(livenessProbe), await probe(readinessProbe)]).toEqual([200, 200]));
    await owner.trpc.apiKeys.revoke.mutate({ id: key.id });
    await eventually(async () => expect([await probe(livenessProbe), await probe(readinessProbe)]).toEqual([200, 503]));
  }));
