import { beforeEach, describe, expect, inject, onTestFinished, test } from "vitest";
import { HOST, startSite, type Site } from "../../test/behind-proxy.ts";
import { runCommand } from "../../test/command.ts";
import { FIRST_KEY } from "../../test/keys.ts";
import { startTestProxy } from "../../test/test-proxy.ts";
import type * as Library from "../index.ts";

describe.each(["https", "http"] as const)("a server that only a proxy reaches by %s", (scheme) => {
  const target = scheme === "https" ? `${HOST}:443` : HOST;
  const name = scheme === "https" ? "HTTPS_PROXY" : "HTTP_PROXY";
  let site: Site;
  beforeEach(async () => {
    site = await startSite(scheme);
    onTestFinished(() => site.server.stop());
  });

  test("is reached with a user name and a password, and the key is in the sync alone", async () => {
    const proxy = await startTestProxy(site.server.port, { credentials: "ada:p@ss:word" });
    const answer = await site.check({ [name]: `ada:p%40ss%3Aword@127.0.0.1:${proxy.port}` });
    expect(answer).toMatchObject({ code: 0, output: expect.stringContaining("Online") });
    expect(proxy.seen).toEqual([scheme === "https" ? `CONNECT ${HOST}:443` : `POST http://${HOST}/v1/sync`]);
    expect(site.server.calls.at(-1)?.authorization).toBe(`Bearer ${FIRST_KEY}`);
  });

  test.each([
    [407, undefined, `asks for a user name and a password (407)`],
    [407, "ada:hunter2@", "does not accept the user name and password in"],
    [403, undefined, `does not allow connections to ${target} (403)`],
    [502, undefined, `could not reach ${target} (502)`],
    [503, undefined, `could not reach ${target} (503)`],
    [405, undefined, `answered 405 instead of connecting to ${target}`],
  ])("whose proxy answers %s to credentials '%s' is not reached, in words", async (status, credentials = "", words) => {
    const proxy = await startTestProxy(site.server.port, { status });
    const { code, output } = await site.check({ [name]: `http://${credentials}127.0.0.1:${proxy.port}` });
    expect(code).toBe(1);
    expect(output).toContain(`(proxy): The proxy ${proxy.url} (${name}) ${words}`);
    expect(output).not.toContain("hunter2");
    expect(output).not.toContain(FIRST_KEY);
  });

  test("whose proxy is not there, not known, silent or no proxy is not reached, in words", async () => {
    const silent = await startTestProxy(site.server.port, { status: 0 });
    const gone = "http://127.0.0.1:1";
    expect((await site.check({ [name]: gone })).output).toContain(
      `The proxy ${gone} (${name}) can't be reached: nothing accepts connections there.`,
    );
    expect((await site.check({ [name]: "http://proxy.invalid:3128" })).output).toContain(
      `The proxy http://proxy.invalid:3128 (${name}) can't be reached: `,
    );
    expect((await site.check({ [name]: silent.url, EXCALIBUR_TIMEOUT: "50" })).output).toContain(
      scheme === "https"
        ? `The proxy ${silent.url} (${name}) did not answer within 50 s.`
        : `The server did not answer within 50 s by way of the proxy ${silent.url} (${name}).`,
    );
    expect((await site.check({ [name]: `https://127.0.0.1:${silent.port}` })).output).toContain("does not speak TLS");
  });
});

test("an error about an untrusted certificate names the proxy that may have made the certificate", async () => {
  const site = await startSite("https");
  onTestFinished(() => site.server.stop());
  const proxy = await startTestProxy(site.server.port);
  const { output } = await site.check({ HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: "" });
  expect(output).toContain("not issued by an authority that this machine trusts");
  expect(output).toContain(`The way leads through the proxy ${proxy.url} (HTTPS_PROXY).`);
});

test("the library goes by the proxy of its process's environment, over one tunnel", async () => {
  const site = await startSite("http");
  onTestFinished(() => site.server.stop());
  const proxy = await startTestProxy(site.server.port);
  process.env["ALL_PROXY"] = proxy.url;
  onTestFinished(() => void delete process.env["ALL_PROXY"]);
  const { connectExecutor } = (await import(inject("library"))) as typeof Library;
  const connection = connectExecutor({
    url: `http://${HOST}`,
    name: "prod-1",
    kind: "agent",
    version: "1.0.0",
    credential: FIRST_KEY,
  });
  await new Promise((resolve) => connection.once("online", resolve));
  await connection.stop();
  expect(proxy.seen).toEqual([`POST http://${HOST}/v1/sync`]);
});

const shows = async (env: Record<string, string>, url = `https://${HOST}`) =>
  runCommand(["check", "--url", url, "--name", "prod-1", "--print-config"], {
    env: { EXCALIBUR_API_KEY: FIRST_KEY, ...env },
  });

test.each([
  [{ HTTPS_PROXY: "http://ada:hunter2@proxy:3128" }, "# Proxy: http://proxy:3128 (HTTPS_PROXY), with a user name"],
  [{ ALL_PROXY: "proxy:3128" }, "# Proxy: http://proxy:3128 (ALL_PROXY)"],
  [{ HTTPS_PROXY: "http://proxy:3128", NO_PROXY: HOST }, "# Proxy: none, since NO_PROXY names the server"],
  [{}, "# Proxy: none (no HTTPS_PROXY, HTTP_PROXY or ALL_PROXY for this URL)"],
])("--print-config shows the way of %j", async (env, line) => {
  const { code, output } = await shows(env);
  expect(output.split("\n")).toContain(line);
  expect([code, output.includes("hunter2")]).toEqual([0, false]);
});

test("a SOCKS proxy is refused at the start", async () => {
  const { code, output } = await shows({ ALL_PROXY: "socks5://ada:hunter2@proxy:1080" });
  expect([code, output.includes("hunter2")]).toEqual([78, false]);
  expect(output).toContain("ALL_PROXY names a SOCKS proxy (socks5://); only HTTP proxies can be used.");
});
