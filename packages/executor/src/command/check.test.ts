import { beforeEach, expect, onTestFinished, test } from "vitest";
import { accepted, page, refusal, type Answer } from "../../test/answers.ts";
import { runCommand } from "../../test/command.ts";
import { FIRST_KEY } from "../../test/keys.ts";
import { startScriptedServer, type ScriptedServer } from "../../test/scripted-server.ts";

let server: ScriptedServer;

beforeEach(async () => {
  server = await startScriptedServer(() => accepted());
  onTestFinished(() => server.stop());
});

function check(key: string, ...args: string[]) {
  return runCommand(["check", "--url", server.url, "--name", "prod-1", ...args], { env: { EXCALIBUR_API_KEY: key } });
}

test.each<[string, Answer, number, string]>([
  ["a good key", accepted({ serverTime: new Date().toISOString() }), 0, "Online at"],
  ["a revoked key", refusal("key_revoked"), 77, "This API key was revoked"],
  ["another executor's key", refusal("key_bound_to_other_executor"), 77, "made for another executor"],
  ["a proxy in between", page(401), 1, "not one of an Excalibur server"],
  ["a server without its database", refusal("unavailable"), 1, "Nothing is known about the key"],
])("check reports %s with one sync", async (_, answer, code, words) => {
  server.answer = () => answer;
  const result = await check(FIRST_KEY);
  expect(result.output).toContain(words);
  expect([result.code, server.calls.length]).toEqual([code, 1]);
});

test("check reports a server that is not there", async () => {
  await server.stop();
  expect(await check(FIRST_KEY)).toMatchObject({ code: 1, output: expect.stringContaining("not running") });
});

test("check reports a clock that is wrong", async () => {
  const { output } = await check(FIRST_KEY);
  expect(output).toContain("clocks of this machine and of the server differ");
});

test("check makes no call with a key that can't be one", async () => {
  expect(await check("exc_short")).toMatchObject({ code: 78, output: expect.stringContaining("cut short") });
  expect(server.calls).toHaveLength(0);
});

test.each([
  ["a good key", `  ${FIRST_KEY}\n`, 0, "complete API key"],
  ["a key with two characters swapped", FIRST_KEY.replace(/(.)(.)$/, "$2$1"), 78, "checksum"],
  ["half a key", FIRST_KEY.slice(0, 20), 78, "cut short"],
  ["nothing", "", 78, "empty"],
  ["a flood", "x".repeat(1_000_000), 78, "does not start with"],
])("key check reports %s without a server", async (_, input, code, words) => {
  const result = await runCommand(["key", "check"], { input });
  expect(result.output).toContain(words);
  expect(result.code).toBe(code);
  expect(result.output).not.toContain(FIRST_KEY.slice(8, 20));
});
