import { execFileSync, spawn } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { HOST, startSite } from "../../test/behind-proxy.ts";
import { installNode } from "../../test/install-node.ts";
import { startTestProxy } from "../../test/test-proxy.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { freePort } from "../../../../scripts/testing/free-port.ts";

/** Where Debian's squid keeps the program that checks passwords. */
const PASSWORD_CHECK = "/usr/lib/squid/basic_ncsa_auth";

test.each(["20", "22", "24"])(
  "on Node %s the command goes through squid with a password, and each failure of a proxy names it",
  async (version) => {
    const node = installNode(version);
    const site = await startSite("https");
    onTestFinished(() => site.server.stop());
    const { port } = site.server;
    const address = await startSquid(port);
    const url = `https://${HOST}:${port}`;
    const check = (env: Record<string, string>, at = url) => site.check({ EXCALIBUR_URL: at, ...env }, node);

    for (const env of [
      { HTTPS_PROXY: `http://ada:hunter2@${address}` },
      { https_proxy: `ada:hunter2@${address}` },
      { ALL_PROXY: `http://ada:hunter2@${address}/` },
      { all_proxy: `ada:hunter2@${address}` },
    ]) {
      expect(await check(env as Record<string, string>)).toMatchObject({
        code: 0,
        output: expect.stringContaining("Online"),
      });
    }
    const named = `The proxy http://${address} (HTTPS_PROXY)`;
    const said = async (proxy: string, at?: string) => (await check({ HTTPS_PROXY: proxy }, at)).output;
    expect(await said(`http://${address}`)).toContain(`${named} asks for a user name and a password (407)`);
    expect(await said(`http://ada:wrong@${address}`)).toContain(`${named} does not accept the user name and password`);
    expect(await said(`http://ada:hunter2@${address}`, `https://${HOST}:1`)).toContain(
      `${named} does not allow connections to ${HOST}:1 (403)`,
    );

    const plain = await startTestProxy(port);
    const silent = await startTestProxy(port, { status: 0 });
    const wrongAnswer = await startTestProxy(port, { status: 405 });
    const unknown = "http://proxy.invalid:3128";
    for (const [proxy, words] of [
      ["http://127.0.0.1:1", "can't be reached: nothing accepts connections there."],
      [unknown, "can't be reached: "],
      [`https://127.0.0.1:${plain.port}`, "does not speak TLS"],
      [wrongAnswer.url, `answered 405 instead of connecting to ${HOST}:${port}.`],
    ] as const) {
      expect(await said(proxy)).toContain(`The proxy ${proxy} (HTTPS_PROXY) ${words}`);
    }
    const late = await check({ HTTPS_PROXY: silent.url, EXCALIBUR_TIMEOUT: "50" });
    expect(late.output).toContain(`The proxy ${silent.url} (HTTPS_PROXY) did not answer within 50 s.`);
    const untrusted = await check({ HTTPS_PROXY: plain.url, NODE_EXTRA_CA_CERTS: "" });
    expect(untrusted.output).toContain(`The way leads through the proxy ${plain.url} (HTTPS_PROXY).`);
  },
  120_000,
);

/** A real squid that asks for a password and leads `HOST` to this machine, to one port of it. @returns its address. */
async function startSquid(port: number): Promise<string> {
  const folder = temporaryFolder();
  // As root it works as another user.
  chmodSync(folder, 0o777);
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const password = execFileSync("openssl", ["passwd", "-apr1", "hunter2"], { encoding: "utf8" });
  const listening = await freePort();
  const configuration = file(
    "squid.conf",
    `http_port 127.0.0.1:${listening}
pid_filename ${folder}/pid
cache deny all
access_log none
cache_log ${folder}/log
hosts_file ${file("hosts", `127.0.0.1 ${HOST}\n`)}
auth_param basic program ${PASSWORD_CHECK} ${file("passwords", `ada:${password}`)}
acl known proxy_auth REQUIRED
acl server port ${port}
http_access deny !server
http_access allow known
http_access deny all
coredump_dir ${folder}
`,
  );
  const squid = spawn("squid", ["-N", "-f", configuration], { stdio: "ignore" });
  onTestFinished(async () => {
    squid.kill("SIGKILL");
    await once(squid, "exit");
  });
  while (!(await accepts(listening))) {
    if (squid.exitCode !== null) throw new Error(`squid ended with ${squid.exitCode}`);
  }
  return `127.0.0.1:${listening}`;
}

function accepts(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => setTimeout(resolve, 50, false));
  }).finally(() => socket.destroy());
}
