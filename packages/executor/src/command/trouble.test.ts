import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { accepted, page, refusal, type Answer } from "../../test/answers.ts";
import { pause, runCommand, startCommand, until, writeKeyFile, type RunningCommand } from "../../test/command.ts";
import { FIRST_KEY, SECOND_KEY, THIRD_KEY } from "../../test/keys.ts";
import { startScriptedServer, type ScriptedServer } from "../../test/scripted-server.ts";

/** A minute and a half of the command's time. A tight loop makes thousands of calls in it. */
const A_WHILE_MS = 900;
const CALLS_OF_A_PATIENT_ONE = 40;

let server: ScriptedServer;
let keyPath: string;
let command: RunningCommand;

beforeEach(async () => {
  server = await startScriptedServer(() => accepted());
  keyPath = writeKeyFile(FIRST_KEY);
  command = startCommand(["run", "--url", server.url, "--name", "prod-1", "--api-key-file", keyPath]);
  await command.printed("Online");
});

afterEach(async () => {
  for (const key of [FIRST_KEY, SECOND_KEY, THIRD_KEY]) expect(command.output()).not.toContain(key.slice(4, 20));
  expect(command.process.exitCode).toBeNull();
  await server.stop();
});

async function callsInAWhile(): Promise<number> {
  const before = server.calls.length;
  await pause(A_WHILE_MS);
  return server.calls.length - before;
}

test("a server that is down for a minute is found again, and each change is logged once", async () => {
  await server.stop();
  await command.printed("No sync with");
  await pause(A_WHILE_MS);
  await server.restart();
  await command.printed("Online", 2);
  expect(command.output().match(/No sync with/g)?.length).toBeLessThanOrEqual(2);
});

test.each<[string, Answer, string]>([
  ["500", page(500), "(server_fault)"],
  ["a proxy's page with status 401", page(401), "(foreign_answer)"],
  ["a proxy's page with status 200", page(200), "(foreign_answer)"],
  ["that it is overloaded", refusal("unavailable"), "(unavailable)"],
  ["429 with Retry-After", refusal("rate_limited", { "retry-after": "20" }), "(rate_limited)"],
])("a server that answers %s is not called more often, keeps the key, and is found again", async (_, answer, words) => {
  server.answer = () => answer;
  await command.printed(words);
  expect(await callsInAWhile()).toBeLessThan(CALLS_OF_A_PATIENT_ONE);
  expect(command.output().split(words)).toHaveLength(2);
  expect(command.output()).not.toContain("Refused");
  server.answer = () => accepted();
  await command.printed("Online", 2);
});

test("a server that is slow is waited for, and one call at a time is made", async () => {
  let open = 0;
  let most = 0;
  server.answer = async () => {
    open += 1;
    most = Math.max(most, open);
    await pause(150);
    open -= 1;
    return accepted();
  };
  await until("some slow syncs are made", () => server.calls.length > 5);
  expect(most).toBe(1);
  expect(command.output()).not.toContain("No sync");
});

test.each(["key_revoked", "key_expired", "key_unknown", "key_bound_to_other_executor"] as const)(
  "%s is logged once, then tried about once a minute",
  async (reason) => {
    server.answer = () => refusal(reason);
    await command.printed(`(${reason})`);
    expect(await callsInAWhile()).toBeLessThanOrEqual(3);
    expect(command.output().split("Refused")).toHaveLength(2);
  },
);

test("a key file that is replaced moves the executor without a single refused sync", async () => {
  server.answer = ({ authorization }) =>
    accepted({ key: { id: authorization.includes(SECOND_KEY) ? "key_2" : "key_1", expiresAt: null } });
  const next = join(dirname(keyPath), "next");
  writeFileSync(next, SECOND_KEY, { mode: 0o600 });
  renameSync(next, keyPath);
  await command.printed("Moved to key key_2");
  expect(command.output()).not.toMatch(/Refused|No sync|Can't use/);
});

test("after a refusal a new key in the file is used at once", async () => {
  server.answer = ({ authorization }) => (authorization.includes(THIRD_KEY) ? accepted() : refusal("key_revoked"));
  await command.printed("Refused");
  writeFileSync(keyPath, THIRD_KEY);
  await command.printed("Online", 2);
});

test.each<[string, (path: string) => void, string]>([
  ["emptied", (path) => writeFileSync(path, ""), "it is empty"],
  ["deleted", (path) => rmSync(path), "there is no such file"],
  ["opened to everybody", (path) => chmodSync(path, 0o644), "Run: chmod 600"],
  ["filled with something else", (path) => writeFileSync(path, "x".repeat(10_000)), "far too large"],
])(
  "a key file that is %s replaces no good key, is logged once, and is read again when it is mended",
  async (_, spoil, words) => {
    spoil(keyPath);
    await command.printed(words);
    const before = server.calls.length;
    await until("it goes on syncing", () => server.calls.length > before + 3);
    rmSync(keyPath, { force: true });
    writeKeyFile(SECOND_KEY, dirname(keyPath));
    await until("the new key is used", () => server.calls.at(-1)?.authorization === `Bearer ${SECOND_KEY}`);
    expect(command.output()).not.toMatch(/Refused|No sync/);
  },
);

test("SIGHUP reads the key again, and does not end it", async () => {
  command.process.kill("SIGHUP");
  const before = server.calls.length;
  await until("it goes on syncing", () => server.calls.length > before + 3);
});

test("--exit-on-refusal ends with status 77, but not for a proxy's page", async () => {
  server.answer = (_, number) => (number % 3 === 0 ? refusal("key_revoked") : page(401));
  const args = ["run", "--url", server.url, "--name", "b", "--api-key-file", keyPath, "--exit-on-refusal"];
  const { code, output } = await runCommand(args);
  expect(code).toBe(77);
  expect(output).toContain("key_revoked");
});
