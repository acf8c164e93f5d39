import { openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { accepted, refusal } from "../../test/answers.ts";
import { runCommand, startCommand, until, writeKeyFile } from "../../test/command.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { FIRST_KEY, SECOND_KEY } from "../../test/keys.ts";
import { startScriptedServer, type ScriptedServer } from "../../test/scripted-server.ts";

let server: ScriptedServer;
let basics: string[];

beforeEach(async () => {
  server = await startScriptedServer(() => accepted());
  basics = ["run", "--url", server.url, "--name", "prod-1"];
  onTestFinished(() => server.stop());
});

test("sends its facts at every sync, and logs one line for all of them", async () => {
  const command = startCommand([...basics, "--host-name", "h1", "--organization", "acme"], {
    env: { EXCALIBUR_API_KEY: FIRST_KEY },
  });
  await until("it has synced ten times", () => server.calls.length >= 10);
  const { path, authorization, input } = server.calls[0]!;
  expect([path, authorization]).toEqual(["/v1/sync", `Bearer ${FIRST_KEY}`]);
  const { instanceId, ...rest } = input;
  expect(rest).toEqual({ name: "prod-1", kind: "agent", version: "0.1.0", host: "h1", organization: "acme" });
  expect(instanceId).toMatch(/^[0-9a-f-]{36}$/);
  expect(command.output().match(/Online/g)).toHaveLength(1);
  expect(command.output()).not.toContain(FIRST_KEY);
});

test.each(["SIGTERM", "SIGINT"] as const)("%s stops it with status 0", async (signal) => {
  const command = startCommand(basics, { env: { EXCALIBUR_API_KEY: FIRST_KEY } });
  await command.printed("Online");
  command.process.kill(signal);
  expect(await command.exitCode).toBe(0);
  expect(command.output()).toContain("Stopped as asked.");
});

test("stops at once while a server keeps it waiting", async () => {
  server.answer = () => null;
  const command = startCommand(basics, { env: { EXCALIBUR_API_KEY: FIRST_KEY } });
  await until("a sync is under way", () => server.calls.length > 0);
  command.process.kill("SIGTERM");
  expect(await command.exitCode).toBe(0);
});

describe("the key is taken", () => {
  const presented = () => until("a key is presented", () => server.calls.length > 0);

  test("from the file of a flag, white space and all", async () => {
    startCommand([...basics, "--api-key-file", writeKeyFile(` ${FIRST_KEY}\n`)]);
    await presented();
    expect(server.calls[0]?.authorization).toBe(`Bearer ${FIRST_KEY}`);
  });

  test("from the file of a variable", async () => {
    startCommand(basics, { env: { EXCALIBUR_API_KEY_FILE: writeKeyFile(FIRST_KEY) } });
    await presented();
  });

  test("from a descriptor that was handed over", async () => {
    const descriptor = openSync(writeKeyFile(FIRST_KEY), "r");
    startCommand([...basics, "--api-key-file", "fd://3"], { stdio: ["ignore", "pipe", "pipe", descriptor] });
    await presented();
  });

  test("from standard input", async () => {
    startCommand([...basics, "--api-key-file", "fd://0"], { input: `${FIRST_KEY}\n` });
    await presented();
  });

  test("from systemd's credential, whose mode is systemd's care", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "excalibur-api-key"), FIRST_KEY, { mode: 0o440 });
    startCommand(basics, { env: { CREDENTIALS_DIRECTORY: folder } });
    await presented();
  });

  test("from the file that a TOML file names", async () => {
    const path = join(temporaryFolder(), "executor.toml");
    writeFileSync(path, `url = "${server.url}"\nname = "prod-1"\napi-key-file = "${writeKeyFile(FIRST_KEY)}"\n`);
    startCommand(["run", "--config", path]);
    await presented();
  });

  test("from the first of several, and the other is named as not used", async () => {
    const env = { EXCALIBUR_API_KEY: FIRST_KEY, EXCALIBUR_API_KEY_FILE: writeKeyFile(SECOND_KEY) };
    const command = startCommand(basics, { env });
    await presented();
    expect(server.calls[0]?.authorization).toBe(`Bearer ${FIRST_KEY}`);
    expect(command.output()).toContain("EXCALIBUR_API_KEY_FILE is not used");
  });
});

describe("ends with status 78 and words, without a call", () => {
  test.each<[string, () => { args?: string[]; env?: Record<string, string> }, string]>([
    ["no key", () => ({}), "No API key was given"],
    ["a key on the command line", () => ({ args: ["--api-key", FIRST_KEY] }), "must not stand on the command line"],
    ["an unknown flag", () => ({ args: ["--fast"] }), "'--fast'"],
    ["a key with a typing mistake", () => ({ env: { EXCALIBUR_API_KEY: FIRST_KEY.slice(0, -1) } }), "cut short"],
    ["a key file that is not there", () => ({ args: ["--api-key-file", "/nowhere"] }), "there is no such file"],
    ["an empty key file", () => ({ args: ["--api-key-file", writeKeyFile("")] }), "it is empty"],
    ["a descriptor that is not open", () => ({ args: ["--api-key-file", "fd://77"] }), "it is not open"],
    [
      "a key file that all can read",
      () => ({ args: ["--api-key-file", writeKeyFile(FIRST_KEY, temporaryFolder(), 0o644)] }),
      "chmod 600 /",
    ],
    [
      "a TOML file that is not there",
      () => ({ args: ["--config", "/nowhere.toml"] }),
      "/nowhere.toml: there is no such",
    ],
  ])("for %s", async (_, given, words) => {
    const { args = [], env = {} } = given();
    const { code, output } = await runCommand([...basics, ...args], { env });
    expect(output).toContain(words);
    expect(code).toBe(78);
    expect(output).not.toContain(FIRST_KEY.slice(4, 20));
    expect(server.calls).toHaveLength(0);
  });

  test("for input that the server can't use", async () => {
    server.answer = () => ({
      status: 400,
      body: '{"error":{"reason":"invalid_input","message":"The version is too old."}}',
    });
    const { code, output } = await runCommand(basics, { env: { EXCALIBUR_API_KEY: FIRST_KEY } });
    expect([code, server.calls.length]).toEqual([78, 1]);
    expect(output).toContain("The version is too old.");
  });
});

test("--print-config shows every value and where it came from, and of the key no more than its hint", async () => {
  const env = { EXCALIBUR_KIND: "operator", EXCALIBUR_API_KEY: FIRST_KEY };
  const { code, output } = await runCommand([...basics, "--print-config"], { env });
  expect(code).toBe(0);
  expect(output).toMatch(/^name = "prod-1" +# flag --name$/m);
  expect(output).toMatch(/^kind = "operator" +# environment EXCALIBUR_KIND$/m);
  expect(output).toMatch(/^timeout = 300 +# environment EXCALIBUR_TIMEOUT$/m);
  expect(output).toMatch(/^log-format = "text" +# default$/m);
  expect(output).toContain(`${FIRST_KEY.slice(0, 8)}… from the variable EXCALIBUR_API_KEY`);
  expect(output).not.toContain(FIRST_KEY.slice(4, 20));
  expect(server.calls).toHaveLength(0);
});

test("--log-format json writes one object per line, with the reason of a refusal", async () => {
  server.answer = () => refusal("key_expired");
  const args = [...basics, "--log-format", "json", "--exit-on-refusal"];
  const { code, output } = await runCommand(args, { env: { EXCALIBUR_API_KEY: FIRST_KEY } });
  const lines = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toContainEqual(expect.objectContaining({ level: "error", event: "refused", reason: "key_expired" }));
  expect(code).toBe(77);
});

test("--version prints the version of the package", async () => {
  expect(await runCommand(["--version"])).toEqual({ code: 0, output: "0.1.0\n" });
});
