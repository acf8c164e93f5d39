import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { accepted, refusal } from "../../test/answers.ts";
import { runCommand, startCommand, until, type RunningCommand } from "../../test/command.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { FIRST_KEY } from "../../test/keys.ts";
import { startScriptedServer, type ScriptedServer } from "../../test/scripted-server.ts";

let server: ScriptedServer;
const env = { EXCALIBUR_API_KEY: FIRST_KEY };

beforeEach(async () => {
  server = await startScriptedServer(() => accepted({ key: { id: "key_1", expiresAt: "2030-01-01T00:00:00.000Z" } }));
  onTestFinished(() => server.stop());
});

async function startWithHealth(): Promise<{
  command: RunningCommand;
  get: (path: string) => Promise<[number, string]>;
}> {
  const args = ["run", "--url", server.url, "--name", "prod-1", "--health", "127.0.0.1:0"];
  const command = startCommand(args, { env });
  await command.printed("Health is at");
  const address = /Health is at (http:\/\/\S+)\/readyz/.exec(command.output())?.[1] ?? "";
  const get = async (path: string): Promise<[number, string]> => {
    const response = await fetch(address + path);
    return [response.status, await response.text()];
  };
  return { command, get };
}

test("probes see a connected executor as alive and ready", async () => {
  const { command, get } = await startWithHealth();
  await command.printed("Online");
  expect(await get("/livez")).toEqual([200, "alive, online\n"]);
  expect(await get("/readyz")).toEqual([200, "connected\n"]);
  expect((await get("/"))[0]).toBe(404);
});

test("a refused executor stays alive and is not ready, and the probe says why", async () => {
  server.answer = () => refusal("key_revoked");
  const { command, get } = await startWithHealth();
  await command.printed("Refused");
  expect((await get("/livez"))[0]).toBe(200);
  const [status, words] = await get("/readyz");
  expect(status).toBe(503);
  expect(words).toContain("key_revoked");
});

test("metrics count the attempts and hold no key", async () => {
  const { command, get } = await startWithHealth();
  await command.printed("Online");
  const [status, text] = await get("/metrics");
  expect(status).toBe(200);
  expect(text).toMatch(/^excalibur_executor_syncs_total\{outcome="synced"\} [1-9]/m);
  expect(text).toContain('excalibur_executor_info{name="prod-1",version="0.1.0"} 1\n');
  expect(text).toContain("excalibur_executor_online 1\n");
  expect(text).toContain(`excalibur_executor_key_expiry_timestamp_seconds ${Date.UTC(2030, 0, 1) / 1000}\n`);
  expect(text).not.toContain(FIRST_KEY);
});

test("an address that is taken already ends it with status 1 and words", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  onTestFinished(() => void other.close());
  const taken = `127.0.0.1:${(other.address() as AddressInfo).port}`;
  const { code, output } = await runCommand(["run", "--url", server.url, "--name", "a", "--health", taken], { env });
  expect(output).toContain(`Health can't be served at ${taken}: another program listens there already.`);
  expect(code).toBe(1);
});

/** Replaces systemd-notify: records its arguments and its environment. */
function fakeSystemdNotify(): { path: string; sent: () => string } {
  const folder = temporaryFolder();
  const file = join(folder, "received");
  writeFileSync(file, "");
  // The end takes its time to be sent, so that who does not wait for it is found out.
  const slow = `case "$1" in STOPPING*) sleep 0.3;; esac`;
  const script = `#!/bin/sh\n${slow}\nfor word in "$@"; do echo "$word" >> '${file}'; done\nenv >> '${file}'\n`;
  writeFileSync(join(folder, "systemd-notify"), script);
  chmodSync(join(folder, "systemd-notify"), 0o755);
  return { path: `${folder}:${process.env["PATH"]}`, sent: () => readFileSync(file, "utf8") };
}

test("systemd is notified of readiness, of each state and of the watchdog, and gets no key", async () => {
  const { path, sent } = fakeSystemdNotify();
  const watched = { ...env, PATH: path, NOTIFY_SOCKET: "/run/none", WATCHDOG_USEC: "200000" };
  const command = startCommand(["run", "--url", server.url, "--name", "prod-1"], { env: watched });
  await until("systemd is notified that it is online", () => sent().includes("STATUS=Online as prod-1, key key_1"));
  expect(sent()).toMatch(/^READY=1\nSTATUS=Connecting\n/);
  server.answer = () => refusal("key_revoked");
  await until("systemd is notified of the refusal", () => sent().includes("STATUS=Refused (key_revoked)"));
  await until("the watchdog is fed", () => sent().includes("WATCHDOG=1"));
  command.process.kill("SIGTERM");
  expect(await command.exitCode).toBe(0);
  expect(sent(), "the end was notified before the command ended").toContain("STOPPING=1");
  expect(sent()).not.toContain(FIRST_KEY.slice(4, 20));
  expect(sent()).toContain("NOTIFY_SOCKET=/run/none");
});

test("without systemd-notify it goes on, and says once what is missing", async () => {
  const watched = { ...env, PATH: "/nowhere", NOTIFY_SOCKET: "/run/none" };
  const command = startCommand(["run", "--url", server.url, "--name", "prod-1"], { env: watched });
  await command.printed("Online");
  await command.printed("the program systemd-notify is missing");
  expect(command.output().split("systemd-notify")).toHaveLength(2);
});
