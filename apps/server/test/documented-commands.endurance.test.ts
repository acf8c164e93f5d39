import { execFile, execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify, stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";
import { freePort } from "../../../scripts/testing/free-port.ts";
import { buildExecutor } from "./harness/build-executor.ts";
import { Client } from "./harness/client.ts";
import { CHECKOUT_OF_HOST, startNodeHost, startServer, whoIsOnline } from "./harness/connect-hosts.ts";
import { readPage, REPOSITORY } from "./harness/documented-commands.ts";
import { notTaken, takeBlock, typing } from "./harness/documented-walk.ts";
import { eventually } from "./harness/eventually.ts";
import { makeFreshClone } from "./harness/fresh-clone.ts";
import { OWNER } from "./harness/server-process.ts";
import { provideHelm, provideKubectl } from "./harness/test-helm.ts";
import { addUnitPrograms } from "./harness/unit-programs.ts";

const NODE = dirname(process.execPath);
const SHELL = ["-euo", "pipefail", "-c"];

/**
 * Runs a text in a folder, with the programs of Debian and Node: npm, and no pnpm. The servers of this process answer meanwhile.
 * @returns its standard output
 */
async function runIn(cwd: string, text: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { stdout } = await promisify(execFile)("bash", [...SHELL, text], {
    cwd,
    env: { PATH: `${NODE}:/usr/bin:/bin`, HOME: homedir(), LANG: "C.UTF-8", ...env },
    maxBuffer: 100_000_000,
  });
  return stdout;
}

/** Starts a text in a folder, with its output. It ends with the test. */
function startIn(cwd: string, text: string, env: Readonly<Record<string, string>> = {}): { output: string } {
  const said = { output: "" };
  const child = spawn("bash", [...SHELL, text], {
    cwd,
    env: { PATH: `${NODE}:/usr/bin:/bin`, HOME: homedir(), LANG: "C.UTF-8", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (said.output += String(text)));
  onTestFinished(() => void process.kill(-(child.pid ?? 0), "SIGTERM"));
  return said;
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-pages-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const line = (block: string, begins: string) => block.split("\n").find((each) => each.startsWith(begins)) ?? "";

describe("in a fresh clone", () => {
  const clone = makeFreshClone(afterAll);

  test("README: `npm start`, then the executor with a pasted key is online", async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    // The port of the page may be in use on this machine.
    const started = startIn(clone, line(takeBlock("README.md", "npm start"), "npm start"), {
      EXCALIBUR_PORT: String(port),
    });
    await eventually(async () => expect(started.output).toContain(`Excalibur is ready at ${url}`), 300_000);
    expect(started.output).toContain(`Open the console in a browser: ${url}`);
    const code = /^Setup code: (\S+)$/m.exec(started.output)?.[1] ?? "";
    const owner = new Client(url);
    await owner.trpc.setup.createOwner.mutate({ ...OWNER, name: "Ada", organizationName: "Acme", code });
    await owner.signIn(OWNER);
    const { secret } = await owner.trpc.apiKeys.create.mutate({ name: "laptop", target: { kind: "newExecutor" } });
    const block = takeBlock("README.md", "read -rs EXCALIBUR_API_KEY", { "http://127.0.0.1:4700": url });
    startIn(clone, typing(secret, block));
    await whoIsOnline(owner, "laptop");
  });

  test("CONTRIBUTING: the checks and the tests are those that run before a change lands; one test file runs", async () => {
    const block = takeBlock("CONTRIBUTING.md", "npm run check");
    const [check = "", whole = ""] = block.split("\n").map((each) => each.split("#")[0]?.trim());
    const landing = readFileSync(join(REPOSITORY, ".ci/run"), "utf8").replaceAll(" --silent", "");
    expect(landing).toMatch(new RegExp(`^${check}\n${whole}$`, "m"));
    // Not the whole suite: this test is a part of it.
    const one = await runIn(clone, `${whole} -- --project api packages/api/src/domain/refusals.test.ts`);
    expect(stripVTControlCharacters(one)).toMatch(/Test Files +1 passed/);
  });

  test("the executor's own page: the build makes the file that it names", async () => {
    await runIn(clone, takeBlock("packages/executor/README.md", "npm run build"));
    expect(existsSync(join(clone, "packages/executor/dist/excalibur-executor.mjs"))).toBe(true);
  });

  test("docs/command-line.md: the command is built, put in place, and makes keys, by a loop and by the page's file", async () => {
    const { server, owner } = await startServer();
    const { secret } = await owner.trpc.managementKeys.create.mutate({
      name: "pages",
      scopes: ["keys:read", "keys:write", "members:read", "policies:write", "channels:read", "channels:write"],
      expiresInDays: 1,
    });
    const bin = temporaryFolder();
    writeFileSync(join(bin, "sudo"), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
    // The program of the page's file that takes a secret.
    writeFileSync(join(bin, "vault"), `#!/bin/sh\ncat >${bin}/given\n`, { mode: 0o755 });
    writeFileSync(join(clone, "management.key"), secret, { mode: 0o600 });
    const page = "docs/command-line.md";
    const { items: members } = await owner.trpc.members.list.query();
    const email = members[0]?.user.email ?? "";
    const file = /^```yaml\n([^]*?)^```$/m.exec(readPage(page))?.[1] ?? "";
    writeFileSync(join(clone, "organization.yaml"), file.replace("ada@example.com", email));
    writeFileSync(join(clone, "on-call.url"), "https://hooks.example/services/on-call\n");
    const block = takeBlock(page, "npm run build:cli", {
      "https://excalibur.example": server.url,
      "/usr/local/bin": bin,
    });
    const loop = takeBlock(page, "mkdir -p keys", { "1 300": "1 3" });
    const apply = takeBlock(page, "excalibur plan");
    await runIn(clone, `PATH=${bin}:$PATH\n${block}\n${loop}\n${loop}\n${apply}\n${apply}`);
    const listed = takeBlock("docs/api.md", "curl", { "https://excalibur.example": server.url });
    const { items } = JSON.parse(await runIn(clone, listed)) as { items: { name: string }[] };
    const names = ["Build machines", "host-1", "host-2", "host-3", "web-1"];
    expect(items.map(({ name }) => name).toSorted()).toEqual(names);
    expect(readFileSync(join(bin, "given"), "utf8")).toMatch(/^exc_/);
    const { items: channels } = await owner.trpc.channels.list.query();
    expect(channels.map(({ name, kind }) => [name, kind])).toEqual([["On call", "webhook"]]);
    expect(readFileSync(join(clone, "secrets/on-call"), "utf8")).toMatch(/^whsec_/);
  });

  test("docs/operating.md: the unit starts the server, and the backup is made as its user", async () => {
    const host = await startNodeHost(NODE, "/");
    writeFileSync(host.file("/etc/gitconfig"), "[safe]\n  directory = *\n");
    host.addProgram("node", '#!/bin/sh\nexec /opt/node/node "$@"\n', "/usr/bin");
    addUnitPrograms(host, await freePort());
    const block = takeBlock("docs/operating.md", "git clone", { "URL-OF-THE-REPOSITORY": `file:///srv/clone` });
    mkdirSync(host.file("/srv/clone"), { recursive: true });
    execFileSync("cp", ["-a", join(clone, ".git"), host.file("/srv/clone/.git")]);
    // The authorities that this machine trusts besides Node's own, when it fetches packages.
    const authorities = `export NODE_EXTRA_CA_CERTS='${process.env["NODE_EXTRA_CA_CERTS"] ?? ""}'`;
    const started = await host.run(`set -eu\n${authorities}\n${block}`, "bash", 300_000);
    expect(started).toMatchObject({ status: 0, output: expect.stringMatching(/^Setup code: \S+$/m) });
    const backup = takeBlock("docs/operating.md", "systemd-run");
    expect(await host.run(backup, "bash")).toMatchObject({ status: 0 });
    expect((await host.run("ls /var/lib/excalibur/backups/$(date +%F)")).output).toContain("excalibur.db");
  });
});

describe("on a host", () => {
  buildExecutor();

  const prepare = async () => {
    const { server, owner } = await startServer();
    const { secret } = await owner.trpc.executors.connect.mutate({ name: "prod-1", place: "bareMetal" });
    const host = await startNodeHost();
    const inCheckout = (text: string) => host.run(`set -euo pipefail\ncd ${CHECKOUT_OF_HOST}\n${text}`, "bash");
    const install = takeBlock("docs/executors.md", 'curl -fsS "$EXCALIBUR_URL');
    expect(await host.run(`export EXCALIBUR_URL=${server.url}\n${install}`, "bash")).toMatchObject({ status: 0 });
    return { server, owner, secret, host, inCheckout, at: { "https://excalibur.example.com": server.url } };
  };

  test("docs/executors.md: install, check, and the service by hand is online", async () => {
    const { owner, secret, host, inCheckout, at } = await prepare();
    const check = takeBlock("docs/executors.md", "read -rs EXCALIBUR_API_KEY", at);
    expect(await host.run(typing(secret, check), "bash")).toMatchObject({ status: 0 });
    const service = takeBlock("docs/executors.md", "sudo install -d", at);
    expect(await inCheckout(typing(secret, service))).toMatchObject({ status: 0 });
    expect(host.read("/etc/excalibur/prod-1/api-key")).toBe(`${secret}\n`);
    // `enable --now` is noted, not done, by what stands in for systemd here.
    expect(host.read("/stand-ins/calls")).toContain("enable\t--now\texcalibur-executor@prod-1\t");
    await host.run("systemctl restart excalibur-executor@prod-1.service");
    await whoIsOnline(owner, "prod-1");
  });

  test("docs/executors.md: the objects for Kubernetes are what a cluster is given", async () => {
    const { server, secret, host, inCheckout, at } = await prepare();
    const block = takeBlock("docs/executors.md", "kubectl apply", at);
    expect(await inCheckout(typing(secret, block))).toMatchObject({ status: 0 });
    const applied = host.read("/stand-ins/applied.yaml");
    expect(host.read("/stand-ins/calls")).toContain("-f\tdeploy/kubernetes/namespace.yaml\t");
    expect(applied).toContain(server.url);
    expect(applied).not.toContain("{{");
    expect(applied).not.toContain(secret);
  });

  test("docs/executors.md and the executor's page: enrol, run with the key, and sync by curl", async () => {
    const { server, owner, host, at } = await prepare();
    const { secret: code } = await owner.trpc.codes.create.mutate({ name: "prod-2" });
    const enroll = takeBlock("docs/executors.md", "excalibur-executor enroll", { ...at, "prod-1": "prod-2" });
    await host.run("mkdir -p /etc/excalibur");
    expect(await host.run(typing(code, enroll), "bash")).toMatchObject({ status: 0 });
    const key = host.read("/etc/excalibur/api-key").trim();
    const page = "packages/executor/README.md";
    host.start(takeBlock(page, "excalibur-executor run", { ...at, "prod-1": "prod-2" }));
    await whoIsOnline(owner, "prod-2");
    const call = takeBlock(page, "printf 'Authorization", { ...at, "prod-1": "prod-2" });
    expect(await host.run(call, "bash")).toMatchObject({ output: expect.stringContaining('"name":"prod-2"') });
    const guide = takeBlock("docs/executors.md", "printf 'Authorization", { "hello-1": "prod-2" });
    const variables = `export EXCALIBUR_URL=${server.url} EXCALIBUR_API_KEY=${key}\n`;
    expect(await host.run(variables + guide)).toMatchObject({ output: expect.stringContaining('"name":"prod-2"') });
  });
});

test("docs/operating.md: the audit log is verified by what its page says", async () => {
  const { server, owner } = await startServer();
  await owner.trpc.apiKeys.create.mutate({ name: "laptop", target: { kind: "newExecutor" } });
  const folder = temporaryFolder();
  const file = join(folder, "audit-log-acme-20260601.jsonl");
  const log = await fetch(`${server.url}/api/audit/export?format=jsonl`, { headers: { cookie: owner.cookie ?? "" } });
  const text = await log.text();
  writeFileSync(file, text);
  const { hash } = JSON.parse(text.trim().split("\n").at(-1) ?? "") as { hash: string };
  const block = takeBlock("docs/operating.md", "npm run audit", {
    "3f5a…": hash,
    "audit-log-acme": `${folder}/audit-log-acme`,
  });
  expect((await runIn(REPOSITORY, block)).match(/unbroken/g)).toHaveLength(2);
});

test("docs/operating.md: the chart and its Secret are made by the real helm and kubectl", async () => {
  const bin = temporaryFolder();
  copyFileSync(await provideKubectl(), join(bin, "kubectl-itself"));
  const programs = {
    kubectl: `exec ${bin}/kubectl-itself "$@" --dry-run=client --output=yaml`,
    // Without a cluster: what would be installed.
    helm: `[ "$1" = install ] && shift && exec ${await provideHelm()} template "$@"`,
  };
  for (const [name, text] of Object.entries(programs))
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  const block = takeBlock("docs/operating.md", "kubectl create secret generic excalibur ");
  const objects = await runIn(REPOSITORY, `PATH=${bin}:$PATH\n${block}`, { DATABASE_URL: "postgresql://u:p@h/d" });
  for (const kind of ["Secret", "StatefulSet", "Ingress", "PodDisruptionBudget"]) {
    expect(objects).toMatch(new RegExp(`^kind: ${kind}$`, "m"));
  }
});

test("every block that is said to be run was run", () => {
  expect(notTaken()).toEqual([]);
});
