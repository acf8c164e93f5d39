import { expect, test } from "vitest";
import { codeOf } from "./harness/authenticator-app.ts";
import { Client } from "./harness/client.ts";
import { OWNER, OWNER_VARIABLES, ServerProcess, withDataFolder } from "./harness/server-process.ts";
import { cookiesOf, sendCode, sendPassword } from "./harness/sign-in-requests.ts";

test("a program without an Origin signs in with both steps; every refusal has our form, and every log line is JSON", () =>
  withDataFolder(async (folder) => {
    const server = await ServerProcess.start({ EXCALIBUR_DATA_DIR: folder, LOG_LEVEL: "trace", ...OWNER_VARIABLES });
    const { url } = server;
    const owner = new Client(url);
    await owner.signIn(OWNER);
    const { uri } = await owner.trpc.account.twoFactor.enable.mutate({ password: OWNER.password });
    await owner.trpc.account.twoFactor.confirm.mutate({ code: await codeOf(uri) });

    const cookie = cookiesOf(await sendPassword({ url }, OWNER));
    const post = (path: string, body: string, headers: Record<string, string> = {}) =>
      fetch(url + path, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
    const refusals: [number, string, Response][] = [
      [401, "sign_in_wrong", await sendPassword({ url }, { ...OWNER, password: "wrong" })],
      [400, "invalid_input", await sendPassword({ url }, { email: "no-address", password: "wrong" })],
      [400, "invalid_input", await sendPassword({ url }, { ...OWNER, password: "x".repeat(1_000) })],
      [400, "invalid_input", await post("/api/auth/sign-in/email", "{")],
      [401, "sign_in_code_wrong", await sendCode({ url, cookie }, "totp", "no code")],
      [401, "sign_in_code_wrong", await sendCode({ url, cookie }, "backup-code", "no code")],
      [401, "sign_in_expired", await sendCode({ url }, "totp", await codeOf(uri))],
      [401, "sign_in_expired", await sendCode({ url, cookie: `${cookie.split("=")[0]}=2fa-x.y` }, "totp", "123456")],
    ];
    for (const [status, reason, response] of refusals) {
      const body: unknown = await response.json();
      expect({ status: response.status, body }).toEqual({
        status,
        body: { error: { reason, message: expect.any(String) } },
      });
    }
    expect((await sendCode({ url, cookie }, "totp", await codeOf(uri))).status).toBe(200);

    await server.stop();
    for (const line of server.stderr.trimEnd().split("\n")) expect(() => JSON.parse(line) as unknown).not.toThrow();
  }));
