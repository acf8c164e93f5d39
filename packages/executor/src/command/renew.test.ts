import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import type { CannotRenew } from "@excalibur/api/contract";
import { accepted, refusal } from "../../test/answers.ts";
import { startCommand, until, writeKeyFile } from "../../test/command.ts";
import { FIRST_KEY } from "../../test/keys.ts";
import { startScriptedServer, type Call, type ScriptedServer } from "../../test/scripted-server.ts";

const ASKED = accepted({ instructions: [{ kind: "of_tomorrow" }, { kind: "renew", keyId: "key_1" }] });
const hashOf = (secret: string) => createHash("sha256").update(secret).digest("hex");
const secretOf = ({ authorization }: Call) => authorization.replace("Bearer ", "");

let server: ScriptedServer;
let basics: string[];
/** What `POST /v1/renew` was sent. */
let renewals: { secretHash: string; hint: string }[];

beforeEach(async () => {
  renewals = [];
  server = await startScriptedServer((call) => {
    if (call.path === "/v1/renew") {
      renewals.push(call.input as unknown as (typeof renewals)[number]);
      return { status: 200, body: JSON.stringify({ key: { id: "key_2" } }) };
    }
    const isUsed = server.calls.some(
      (before) => before !== call && hashOf(secretOf(before)) === renewals[0]?.secretHash,
    );
    if (secretOf(call) === FIRST_KEY) return isUsed ? refusal("key_revoked") : ASKED;
    return hashOf(secretOf(call)) === renewals[0]?.secretHash
      ? accepted({ key: { id: "key_2", expiresAt: null } })
      : refusal("key_unknown");
  });
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
  [
    "a credential of systemd",
    () => {
      const path = writeKeyFile(FIRST_KEY);
      return { args: ["--api-key-file", path], env: { CREDENTIALS_DIRECTORY: path.slice(0, path.lastIndexOf("/")) } };
    },
    "systemd_credential",
  ],
] satisfies [string, () => { args: string[]; env: Record<string, string> }, CannotRenew][])(
  "begins no renewal with the key from %s, and says why once and to the server",
  async (_, source, reason) => {
    const { args, env } = source();
    const command = startCommand([...basics, ...args], { env });
    await until("the server is told", () => server.calls.some(({ input }) => input.cannotRenew === reason));
    const syncs = server.calls.length;
    await until("it goes on with its key", () => server.calls.length > syncs + 3);
    expect(renewals).toEqual([]);
    expect(new Set(server.calls.map(secretOf))).toEqual(new Set([FIRST_KEY]));
    expect(command.output().match(/can't be stored/g)).toHaveLength(1);
  },
);
