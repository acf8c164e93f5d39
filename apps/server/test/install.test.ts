import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer, get } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { createInstallableFiles } from "../src/install/installable-files.ts";
import { createInstaller } from "../src/install/installer.ts";
import { buildExecutor } from "./harness/build-executor.ts";
import { INSTALLED, connect, startNodeHost, startServer, whoIsOnline } from "./harness/connect-hosts.ts";
import { freePort } from "../../../scripts/testing/free-port.ts";
import { pasteOn, startHost } from "./harness/pasted-recipe.ts";
import { withDataFolder } from "./harness/server-process.ts";
import { tryTamperedFile } from "./trials/tampered-file.ts";

beforeAll(buildExecutor);

const FINE = expect.objectContaining({ status: 0 });

test("the wizard's text brings a host online that has only Node, and again when it is pasted again", async () => {
  const { owner } = await startServer();
  const host = await startNodeHost();
  const text = await connect(owner, "edge-1", "bareMetal");
  const first = await pasteOn(host, text);
  expect(first).toEqual(FINE);
  expect(first.output).toContain("(excalibur-executor.mjs)");
  await whoIsOnline(owner, "edge-1");
  const again = await pasteOn(host, text);
  expect(again).toEqual(FINE);
  expect(again.output).not.toContain("is installed");
  await whoIsOnline(owner, "edge-1");
});

tryTamperedFile("/install/install.sh");

test("files that a server gives to hosts match SHA256SUMS, have the right type, and are revalidated each time", async () => {
  const { server } = await startServer();
  const ask = (name: string) => fetch(`${server.url}/install/${name}`);
  const list = await (await ask("SHA256SUMS")).text();
  const named = Object.fromEntries(
    list
      .trim()
      .split("\n")
      .map((line) => line.split("  ").toReversed() as [string, string]),
  );
  expect(Object.keys(named)).toEqual(expect.arrayContaining(["excalibur-executor.mjs", "install.sh"]));
  for (const [name, sum] of Object.entries(named)) {
    const answer = await ask(name);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(
      createHash("sha256")
        .update(Buffer.from(await answer.arrayBuffer()))
        .digest("hex"),
    ).toBe(sum);
  }
  const typeOf = async (name: string) => (await ask(name)).headers.get("content-type");
  expect(await typeOf("install.sh")).toBe("text/x-shellscript; charset=utf-8");
  expect(await typeOf("SHA256SUMS")).toBe("text/plain; charset=utf-8");
  expect(await typeOf("excalibur-executor.mjs")).toBe("text/javascript; charset=utf-8");
  const tag = (await ask("excalibur-executor.mjs")).headers.get("etag") ?? "";
  const known = { "if-none-match": tag };
  expect(await askRaw(server.url, "/install/excalibur-executor.mjs", known)).toEqual({ status: 304, text: "" });
});

test("nothing else is readable there", async () => {
  const { server } = await startServer();
  for (const name of [
    "",
    "x",
    "index.mjs",
    "package.json",
    "../package.json",
    "..%2fpackage.json",
    "%2e%2e/src/main.ts",
    "install.sh/x",
    "install-routes.ts",
  ]) {
    const { status, text } = await askRaw(server.url, `/install/${name}`);
    const answer: unknown = JSON.parse(text);
    expect([name, status, answer]).toEqual([
      name,
      404,
      { error: expect.objectContaining({ reason: expect.any(String) }) },
    ]);
  }
});

/** By a path and headers as they are written: `fetch` would resolve dots, and add headers of its own. */
function askRaw(url: string, path: string, headers = {}): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    get({ hostname, port, path, headers }, async (answer) => {
      let text = "";
      for await (const part of answer) text += String(part);
      resolve({ status: answer.statusCode ?? 0, text });
    }).on("error", reject);
  });
}

test("a host without Node gets the executable for its platform, as soon as it is built", () =>
  withDataFolder(async (folder) => {
    mkdirSync(join(folder, "out"));
    const executable = gzipSync("#!/bin/sh\necho the executable\n");
    writeFileSync(join(folder, `out/excalibur-executor-linux-${process.arch}.gz`), executable);
    let url = "";
    const files = createInstallableFiles("1.2.3", folder);
    const installer = createInstaller({ files, url: () => url, version: "1.2.3" });
    const server = createServer(async (request, response) => {
      response.end(request.url === "/install/install.sh" ? await installer.write() : executable);
    }).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const host = await startHost();
    host.removePrograms("excalibur-executor", "node");
    expect(await host.run(`curl -fsS ${url}/install/install.sh | sh && excalibur-executor`)).toMatchObject({
      status: 0,
      output: expect.stringMatching(/\(excalibur-executor-linux-.*\.gz\)\nthe executable\n$/),
    });
  }));

test("on a host without Node and without an executable for it, install.sh says what to do and changes nothing", async () => {
  const { server } = await startServer();
  const host = await startNodeHost();
  host.addProgram("node", "#!/bin/sh\necho false\n", "/usr/local/bin");
  host.addProgram("uname", '#!/bin/sh\ncase "$1" in -m) echo sparc ;; *) echo Linux ;; esac\n');
  const { status, output } = await host.run(`curl -fsS ${server.url}/install/install.sh | sh`);
  expect([status, output]).toEqual([
    1,
    `${server.url} has no executable for Linux-sparc. Install Node 20 or later in /usr/bin or /usr/local/bin, then try again. Nothing was installed.\n`,
  ]);
  expect(INSTALLED.filter((path) => host.has(path))).toEqual([]);
});

test("recipes name the image to run, and warn when their address leads only to the server's own machine", async () => {
  const { owner } = await startServer();
  const local = await owner.trpc.executors.recipe.query({ name: "a", place: "docker" });
  expect(local).toMatchObject({
    isLoopback: true,
    recipe: expect.stringMatching(/'excalibur-executor:\d+\.\d+\.\d+'/),
  });
  const given = {
    EXCALIBUR_PUBLIC_URL: "http://keys.example.com",
    EXCALIBUR_EXECUTOR_IMAGE: "registry.example.com:5000/excalibur-executor",
  };
  const port = await freePort();
  const { owner: other } = await startServer({ ...given, EXCALIBUR_PORT: String(port) }, `http://127.0.0.1:${port}`);
  for (const place of ["docker", "kubernetes"] as const) {
    const recipe = await other.trpc.executors.recipe.query({ name: "a", place });
    expect(recipe).toMatchObject({ isLoopback: false, serverUrl: "http://keys.example.com" });
    expect(recipe.recipe).toMatch(/registry\.example\.com:5000\/excalibur-executor:\d+\.\d+\.\d+['"]/);
  }
});
