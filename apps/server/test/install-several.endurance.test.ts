import { beforeAll, expect, test } from "vitest";
import { buildExecutor } from "./harness/build-executor.ts";
import {
  INSTALLED,
  connect,
  startNodeHost,
  startServer,
  startServerBehind,
  whoIsOnline,
} from "./harness/connect-hosts.ts";
import { pasteOn, startHost } from "./harness/pasted-recipe.ts";
import { tryTamperedFile } from "./trials/tampered-file.ts";

beforeAll(buildExecutor);

const FINE = expect.objectContaining({ status: 0 });

test.each(["bareMetal", "docker", "environment"] as const)(
  "%s: two names on one host are both online, and stay so when one of them is pasted again",
  async (place) => {
    const { server, owner } = await startServer();
    const host = await startNodeHost();
    const texts = [await connect(owner, "edge-1", place), await connect(owner, "Edge.1_b", place)];
    // The image of the executor has the command.
    if (place === "docker") await host.run(`curl -fsS ${server.url}/install/install.sh | sh`);
    for (const text of texts) {
      if (place === "environment") host.start(text);
      else expect(await pasteOn(host, text)).toEqual(FINE);
      if (place === "environment")
        await whoIsOnline(owner, ...(text === texts[0] ? ["edge-1"] : ["Edge.1_b", "edge-1"]));
    }
    await whoIsOnline(owner, "Edge.1_b", "edge-1");
    if (place !== "environment") expect(await pasteOn(host, texts[0] ?? "")).toEqual(FINE);
    await whoIsOnline(owner, "Edge.1_b", "edge-1");
  },
);

test("a recipe changes nothing where it meets the files of another executor or of another server, and says so", async () => {
  const { owner } = await startServer();
  const other = await startServer();
  const host = await startNodeHost();
  expect(await pasteOn(host, await connect(other.owner, "edge-1", "bareMetal"))).toEqual(FINE);
  const { output: before } = await host.run("cd /etc && find . -newer hostname -type f | xargs sha256sum | sort");
  for (const place of ["bareMetal", "docker"] as const) {
    const { recipe } = await owner.trpc.executors.recipe.query({ name: "edge-1", place });
    const { status, output, calls } = await pasteOn(host, recipe);
    expect([status, output.trim().endsWith("Nothing was changed.")]).toEqual([1, true]);
    expect(calls.filter(([program]) => program === "install" || program === "systemctl")).toEqual([]);
  }
  expect(await host.run("cd /etc && find . -newer hostname -type f | xargs sha256sum | sort")).toMatchObject({
    output: before,
  });
  await whoIsOnline(other.owner, "edge-1");
});

test("a cluster's objects of another executor or server stay as they are", async () => {
  const { owner } = await startServer();
  const other = await startServer();
  const host = await startHost();
  expect(await pasteOn(host, await connect(other.owner, "edge-1", "kubernetes"))).toEqual(FINE);
  const { status, output, calls } = await pasteOn(host, await connect(owner, "edge-1", "kubernetes"));
  expect([status, output.trim().endsWith("Nothing was changed.")]).toEqual([1, true]);
  expect(calls.map(([program, command]) => [program, command])).toEqual([["kubectl", "get"]]);
  expect(await pasteOn(host, await connect(owner, "edge-2", "kubernetes"))).toEqual(FINE);
});

test("below a path the wizard's text works as well", async () => {
  const { owner } = await startServerBehind("/excalibur");
  const host = await startNodeHost();
  expect(await pasteOn(host, await connect(owner, "edge-1", "bareMetal"))).toEqual(FINE);
  await whoIsOnline(owner, "edge-1");
});

test("install.sh installs into the given folder, and uninstalls only what it has installed", async () => {
  const { server } = await startServer();
  const host = await startNodeHost();
  const fetched = `curl -fsS ${server.url}/install/install.sh | sh -s --`;
  expect(await host.run(`${fetched} --prefix /opt/x && /opt/x/bin/excalibur-executor --version`)).toEqual(FINE);
  expect(INSTALLED.filter((path) => host.has(path))).toEqual([]);
  await host.run("touch /opt/x/bin/other");
  expect(await host.run(`${fetched} --prefix /opt/x --uninstall`)).toEqual(FINE);
  expect(await host.run("cd /opt/x && find . | sort")).toMatchObject({ output: ".\n./bin\n./bin/other\n./lib\n" });
  expect(await host.run(`${fetched} --prefix /opt/x --uninstall`)).toEqual(FINE);
  for (const args of ["--prefix", "--prefix x", "--force"]) {
    expect(await host.run(`${fetched} ${args}`)).toMatchObject({ status: 1 });
  }
});

tryTamperedFile("/install/excalibur-executor.mjs");
