import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { runCommand, startCommand, until } from "../../test/command.ts";
import { temporaryFolder } from "../../test/temporary-folder.ts";
import { FIRST_KEY } from "../../test/keys.ts";
import { startScriptedServer, type ScriptedServer } from "../../test/scripted-server.ts";

const CODE = "ABCDE-FGH23";
const ENROLLED = { status: 200, body: '{"key":{"id":"key_1","expiresAt":null},"executor":{"name":"prod-1"}}' };

let server: ScriptedServer;
let path: string;
let args: string[];

beforeEach(async () => {
  server = await startScriptedServer(() => ENROLLED);
  onTestFinished(() => server.stop());
  path = join(temporaryFolder(), "api-key");
  args = ["enroll", "--url", server.url, "--name", "prod-1", "--api-key-file", path];
});

const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");
const bodies = () => server.calls.map(({ input }) => input as unknown as Record<string, string>);

describe("a host", () => {
  test("makes and stores its secret before it asks, and sends its hash alone", async () => {
    let storedWhenAsked = "";
    server.answer = () => {
      storedWhenAsked = readFileSync(`${path}.enrolling`, "utf8").trim();
      return ENROLLED;
    };
    const { code, output } = await runCommand(args, { input: `${CODE}\n` });
    expect(output).toContain("Enrolled as prod-1 with key key_1");
    expect(code).toBe(0);
    const secret = readFileSync(path, "utf8").trim();
    expect(secret).toMatch(/^exc_[0-9A-Za-z]{49}$/);
    expect(secret).toBe(storedWhenAsked);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path}.enrolling`)).toBe(false);
    const [call] = server.calls;
    expect(call).toMatchObject({ path: "/v1/enroll", authorization: "Bearer ABCDEFGH23" });
    expect(bodies()[0]).toMatchObject({ name: "prod-1", kind: "agent", secretHash: hashOf(secret) });
    expect(bodies()[0]?.["hint"]).toBe(secret.slice(0, 8));
    for (const text of [JSON.stringify(server.calls), output]) expect(text).not.toContain(secret);
  });

  test.each([
    ["the variable", (): Record<string, string> => ({ EXCALIBUR_ENROLLMENT_CODE: CODE.toLowerCase() })],
    [
      "the file that a variable names",
      (): Record<string, string> => {
        const file = join(temporaryFolder(), "code");
        writeFileSync(file, `${CODE}\n`);
        return { EXCALIBUR_ENROLLMENT_CODE_FILE: file };
      },
    ],
  ])("takes the code from %s", async (_, env) => {
    expect((await runCommand(args, { env: env() })).code).toBe(0);
    expect(server.calls[0]?.authorization).toBe("Bearer ABCDEFGH23");
  });

  test("run again does nothing: the key file holds a key already", async () => {
    writeFileSync(path, FIRST_KEY, { mode: 0o600 });
    const { code, output } = await runCommand(args, { input: CODE });
    expect([code, server.calls.length]).toEqual([0, 0]);
    expect(output).toContain("nothing was done");
    expect(readFileSync(path, "utf8")).toBe(FIRST_KEY);
  });

  test("tries again with the same secret until the server has judged the code", async () => {
    server.answer = (_, number) => (number < 3 ? { status: 503, body: "" } : ENROLLED);
    expect((await runCommand(args, { input: CODE })).code).toBe(0);
    expect(new Set(bodies().map(({ secretHash }) => secretHash)).size).toBe(1);
    expect(server.calls).toHaveLength(3);
  });

  test("that is killed between the question and the answer asks with the same secret the next time", async () => {
    server.answer = () => null;
    const command = startCommand(args, { input: CODE });
    await until("it has asked", () => server.calls.length > 0);
    command.process.kill("SIGKILL");
    await command.exitCode;
    server.answer = () => ENROLLED;
    expect((await runCommand(args, { input: CODE })).code).toBe(0);
    expect(bodies()[1]?.["secretHash"]).toBe(bodies()[0]?.["secretHash"]);
    expect(hashOf(readFileSync(path, "utf8").trim())).toBe(bodies()[0]?.["secretHash"]);
  });

  test("that is refused says why, ends with 77 and leaves no secret behind", async () => {
    server.answer = () => ({
      status: 409,
      body: '{"error":{"reason":"code_used","message":"Another host has used it."}}',
    });
    const { code, output } = await runCommand(args, { input: CODE });
    expect(output).toContain("(code_used): Another host has used it.");
    expect(code).toBe(77);
    expect([existsSync(path), existsSync(`${path}.enrolling`)]).toEqual([false, false]);
  });
});

describe("asks for no key, with words and status 78,", () => {
  const attempt = async (given: { args?: string[]; env?: Record<string, string>; input?: string }) => {
    const { code, output } = await runCommand(given.args ?? args, { input: CODE, ...given });
    expect([code, server.calls.length]).toEqual([78, 0]);
    return output;
  };

  test("where it could not be stored: a folder that is not there", async () => {
    const lost = [...args.slice(0, -1), join(temporaryFolder(), "none", "api-key")];
    expect(await attempt({ args: lost })).toContain("there is no such folder");
  });

  test("where the key would come from the environment", async () => {
    const inEnvironment = ["enroll", "--url", server.url, "--name", "prod-1"];
    const output = await attempt({ args: inEnvironment, env: { EXCALIBUR_API_KEY: FIRST_KEY } });
    expect(output).toContain("can't be stored");
  });

  test("where something else stands in the key file, which is left alone", async () => {
    writeFileSync(path, "my notes", { mode: 0o600 });
    expect(await attempt({})).toContain("is left as it is");
    expect(readFileSync(path, "utf8")).toBe("my notes");
  });

  test("for what is no code, without repeating it", async () => {
    const output = await attempt({ input: "IIIII-00000" });
    expect(output).toContain("no enrolment code");
    expect(output).not.toContain("IIIII");
  });
});
