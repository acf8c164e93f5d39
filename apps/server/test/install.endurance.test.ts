import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";
import { installNode } from "../../../packages/executor/test/install-node.ts";
import { buildExecutor, packageExecutor } from "./harness/build-executor.ts";
import { connect, startNodeHost, startServer, startServerBehind, whoIsOnline } from "./harness/connect-hosts.ts";
import { provideDebian } from "./harness/debian-folder.ts";
import { eventually } from "./harness/eventually.ts";
import { pasteOn, startHost } from "./harness/pasted-recipe.ts";
import { LONG_PATIENCE_MS } from "../../../scripts/testing/patience.ts";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));
const PLATFORM = `linux-${process.arch}`;

const MOST_RESIDENT_BYTES = 90_000_000;
/** An hour's, at one each 5 s. */
const SYNCS = 720;

let debian: string;

beforeAll(async () => {
  // The one waits for Debian's archive, while the other compresses.
  const provided = provideDebian();
  buildExecutor();
  [debian] = await Promise.all([provided, packageExecutor(PLATFORM)]);
});

test("the wizard's text brings a fresh Debian without Node online", async ({ annotate }) => {
  const { owner } = await startServer();
  const host = await startHost({ root: debian });
  const text = await connect(owner, "edge-1", "bareMetal");
  const startedAt = performance.now();
  const { status, output } = await pasteOn(host, text);
  expect([status, output]).toEqual([0, expect.stringContaining(`(excalibur-executor-${PLATFORM}.gz)`)]);
  await whoIsOnline(owner, "edge-1");
  const seconds = (performance.now() - startedAt) / 1_000;
  // Not judged: another machine, or one that does other things meanwhile, takes longer. `--reporter verbose` prints it.
  await annotate(`online after ${seconds.toFixed(1)} s`);
});

test("one changed byte of the executable: nothing is installed or connected on a fresh Debian", async () => {
  const { proxy, owner } = await startServerBehind();
  proxy.tamper(`/install/excalibur-executor-${PLATFORM}.gz`);
  const host = await startHost({ root: debian });
  const { status, output } = await pasteOn(host, await connect(owner, "edge-1", "bareMetal"));
  expect([status, output]).toEqual([1, expect.stringContaining("Nothing was installed.")]);
  expect(
    ["/usr/local/bin/excalibur-executor", "/usr/local/lib/excalibur", "/etc/excalibur"].filter((path) =>
      host.has(path),
    ),
  ).toEqual([]);
});

test("an incomplete install.sh does nothing, cut at any byte", async () => {
  const { server } = await startServer();
  const script = await (await fetch(`${server.url}/install/install.sh`)).text();
  const host = await startNodeHost();
  const lines = script.split("\n");
  // After each line but the last, and within the last two.
  const cuts = [...lines.slice(0, -2).keys()].map((at) => lines.slice(0, at).join("\n").length);
  cuts.push(script.length - 2, script.length - 4);
  host.addProgram("install", "#!/bin/sh\ntouch /touched\n");
  host.addProgram("curl", "#!/bin/sh\ntouch /touched\n");
  writeFileSync(host.file("/script"), script);
  await host.run(cuts.map((cut) => `head -c ${cut} /script | sh`).join("\n"));
  expect(host.has("/touched")).toBe(false);
  await host.run("sh </script");
  expect(host.has("/touched")).toBe(true);
});

test("a fresh Debian with Node 20 takes the small file", async () => {
  const { owner } = await startServer();
  const host = await startNodeHost(dirname(installNode("20")), debian);
  const { status, output } = await pasteOn(host, await connect(owner, "edge-1", "bareMetal"));
  expect([status, output]).toEqual([0, expect.stringContaining("(excalibur-executor.mjs)")]);
  await whoIsOnline(owner, "edge-1");
});

test("the executable stays small through an hour's syncs", async () => {
  const { server, owner } = await startServer();
  const { secret } = await owner.trpc.executors.connect.mutate({ name: "edge-1", place: "environment" });
  const executable = join(REPOSITORY, "packages/executor/out", `excalibur-executor-${PLATFORM}`);
  const host = await startHost({ mounts: { "/opt/executor": dirname(executable) } });
  const health = "127.0.0.1:9464";
  // A minute takes 0.6 s.
  const settings = {
    URL: server.url,
    NAME: "edge-1",
    API_KEY: secret,
    HEALTH: health,
    TIME_SCALE: "0.01",
    TIMEOUT: "300",
  };
  const variables = Object.entries(settings).map(([name, value]) => `EXCALIBUR_${name}=${value}`);
  host.start(
    `env ${variables.join(" ")} /opt/executor/excalibur-executor-${PLATFORM} run & echo $! >/executor.pid; wait`,
  );
  let metrics = "";
  const valueOf = (name: string) => Number(new RegExp(`^excalibur_executor_${name} (\\d+)`, "m").exec(metrics)?.[1]);
  await eventually(async () => {
    metrics = await (await fetch(`http://${health}/metrics`)).text();
    expect(valueOf('syncs_total\\{outcome="synced"\\}')).toBeGreaterThanOrEqual(SYNCS);
  }, LONG_PATIENCE_MS);
  expect(valueOf("resident_memory_bytes")).toBeLessThan(MOST_RESIDENT_BYTES);
});

test("the Debian package brings the command and the service, and takes them away again", async () => {
  const { server, owner } = await startServer();
  const { secret } = await owner.trpc.executors.connect.mutate({ name: "edge-1", place: "bareMetal" });
  const out = join(REPOSITORY, "packages/executor/out");
  const { version } = JSON.parse(readFileSync(join(REPOSITORY, "packages/executor/package.json"), "utf8")) as {
    version: string;
  };
  const architecture = process.arch === "x64" ? "amd64" : process.arch;
  const host = await startHost({ root: debian, mounts: { "/opt/out": out } });
  const installed = await host.run(`dpkg --install /opt/out/excalibur-executor_${version}_${architecture}.deb`);
  expect(installed).toMatchObject({ status: 0 });
  const check = `EXCALIBUR_API_KEY=${secret} excalibur-executor check --url ${server.url} --name edge-1`;
  expect(await host.run(check)).toMatchObject({ status: 0, output: expect.stringContaining("edge-1") });
  expect(host.has("/usr/lib/systemd/system/excalibur-executor@.service")).toBe(true);
  expect(await host.run("dpkg --purge excalibur-executor")).toMatchObject({ status: 0 });
  expect(
    ["/usr/bin/excalibur-executor", "/usr/lib/systemd/system/excalibur-executor@.service"].filter((path) =>
      host.has(path),
    ),
  ).toEqual([]);
});
