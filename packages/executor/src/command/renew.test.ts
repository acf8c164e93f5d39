import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { CannotRenew } from "@excalibur/api/contract";
import { runCommand, startCommand, until, writeKeyFile } from "../../test/command.ts";
import { FIRST_KEY, SECOND_KEY } from "../../test/keys.ts";
import { hashOf, secretOf, startRenewingServer, type RenewingServer } from "../../test/renewing-server.ts";
import type { ScriptedServer } from "../../test/scripted-server.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";

let server: ScriptedServer;
let basics: string[];
let renewals: RenewingServer["renewals"];
let addKey: RenewingServer["addKey"];

beforeEach(async () => {
  ({ server, renewals, addKey } = await startRenewingServer(FIRST_KEY));
  basics = ["run", "--url", server.url, "--name", "prod-1"];
  onTestFinished(() => server.stop());
});

test("asked to renew its key it puts a secret of its own into the key file, which the server has never seen", async () => {
  const path = writeKeyFile(FIRST_KEY);
  const command = startCommand([...basics, "--api-key-file", path]);
  await command.printed("with key key_2");
  await until("the key file is replaced", () => readFileSync(path, "utf8").trim() !== FIRST_KEY);
  const secret = readFileSync(path, "utf8").trim();
  expect(renewals).toHaveLength(1);
  expect(renewals[0]).toMatchObject({ secretHash: hashOf(secret), hint: secret.slice(0, 8) });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  await until("nothing is left beside it", () => !existsSync(`${path}.renewing`));
  const syncs = server.calls.length;
  await until("it goes on with it", () => server.calls.length > syncs + 3);
  expect(new Set(server.calls.slice(syncs).map(secretOf))).toEqual(new Set([secret]));
  expect(command.output()).not.toContain(secret);
  expect(command.output()).not.toContain("Refused");
});

test.each([
  ["a variable", () => ({ args: [], env: { EXCALIBUR_API_KEY: FIRST_KEY } }), "not_a_file"],
  ["a descriptor", () => ({ args: ["--api-key-file", "fd://0"], env: {}, input: FIRST_KEY }), "not_a_file"],
  [
    "a credential of systemd",
    () => {
      const path = writeKeyFile(FIRST_KEY);
      return { args: ["--api-key-file", path], env: { CREDENTIALS_DIRECTORY: path.slice(0, path.lastIndexOf("/")) } };
    },
    "systemd_credential",
  ],
] satisfies [string, () => { args: string[]; env: Record<string, string>; input?: string }, CannotRenew][])(
  "begins no renewal with the key from %s, and says why once and to the server",
  async (_, source, reason) => {
    const { args, ...options } = source();
    const printed = await runCommand([...basics, ...args, "--print-config"], options);
    expect(printed.output).toContain(`# Renewal: not possible (${reason}): `);
    const command = startCommand([...basics, ...args], options);
    await until("the server is told", () => server.calls.some(({ input }) => input.cannotRenew === reason));
    const syncs = server.calls.length;
    await until("it goes on with its key", () => server.calls.length > syncs + 3);
    expect(renewals).toEqual([]);
    expect(new Set(server.calls.map(secretOf))).toEqual(new Set([FIRST_KEY]));
    expect(command.output().match(/can't be stored/g)).toHaveLength(1);
  },
);

test("a credential of systemd is renewed in the StateDirectory, and a start and a check use what is there", async () => {
  const path = writeKeyFile(FIRST_KEY);
  const state = temporaryFolder();
  const env = {
    CREDENTIALS_DIRECTORY: path.slice(0, path.lastIndexOf("/")),
    STATE_DIRECTORY: `${state}:/var/lib/other`,
  };
  const args = ["--api-key-file", path];
  const printed = await runCommand([...basics, ...args, "--print-config"], { env });
  expect(printed.output).toContain(
    `# Renewal: a renewed key is kept in the state directory ${state} (StateDirectory of`,
  );
  const command = startCommand([...basics, ...args], { env });
  await command.printed("Online");
  await until("it has moved", () => server.calls.some((call) => hashOf(secretOf(call)) === renewals[0]?.secretHash));
  await until("it is stored", () => readFileSync(join(state, "prod-1.renewed"), "utf8").includes("\nkey exc_"));
  command.process.kill("SIGKILL");
  expect(readFileSync(path, "utf8")).toBe(FIRST_KEY);
  const checked = await runCommand(["check", ...basics.slice(1), ...args], { env });
  expect(checked).toMatchObject({ code: 0, output: expect.stringContaining("with key key_2") });
});

test("check tries the key that a renewal has left, before the one in the file", async () => {
  const path = writeKeyFile(FIRST_KEY);
  writeFileSync(`${path}.renewing`, `${SECOND_KEY}\n${hashOf(FIRST_KEY)}\n`, { mode: 0o600 });
  const check = () => runCommand(["check", ...basics.slice(1), "--api-key-file", path]);
  // The server has not heard of it yet.
  expect(await check()).toMatchObject({ code: 0, output: expect.stringContaining("with key key_1") });
  addKey(SECOND_KEY);
  expect(await check()).toMatchObject({ code: 0, output: expect.stringContaining("with key key_2") });
  expect(readFileSync(`${path}.renewing`, "utf8")).toContain(SECOND_KEY);
});
