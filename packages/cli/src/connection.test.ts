import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { formatSecret, SECRET_RANDOM_BYTES } from "@excalibur/api/key-secret";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "./connection.ts";
import { findLogin, keepLogin, loginPath, removeLogin } from "./kept-login.ts";

const [EU, US] = ["https://eu.example", "https://us.example"] as const;

function startEmpty(): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-login-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { XDG_CONFIG_HOME: folder };
}

const loginAt = (url: string) => ({
  url,
  managementKey: formatSecret(randomBytes(SECRET_RANDOM_BYTES), "managementKey"),
  keyId: "mgk_1",
  organization: "Acme",
  expiresAt: "2030-01-01T00:00:00.000Z",
});

test("a command goes to the only server that there is a login for, or to the named one of several", () => {
  const environment = startEmpty();
  expect(() => connect(environment)).toThrow("excalibur login URL");
  keepLogin(environment, loginAt(EU));
  expect(connect(environment).url).toBe(EU);
  keepLogin(environment, loginAt(US));
  expect(() => connect(environment)).toThrow(`You are logged in to ${EU} and ${US}. Say which: set EXCALIBUR_URL.`);
  expect(connect({ ...environment, EXCALIBUR_URL: `${US}/` }).url).toBe(US);
  expect(() => connect({ ...environment, EXCALIBUR_URL: "https://other.example" })).toThrow(
    "Log in: excalibur login https://other.example.",
  );
});

test("a login replaces the one at its server, and a logout leaves those at others", () => {
  const environment = startEmpty();
  const [first, second, other] = [loginAt(EU), loginAt(EU), loginAt(US)];
  for (const login of [first, other, second]) keepLogin(environment, login);
  expect(statSync(loginPath(environment)).mode & 0o777).toBe(0o600);
  expect(readFileSync(loginPath(environment), "utf8")).not.toContain(first.managementKey);
  expect(findLogin(environment, EU)).toEqual(second);
  removeLogin(environment, second);
  expect([findLogin(environment, EU), findLogin(environment, null)]).toEqual([null, other]);
  removeLogin(environment, other);
  expect(() => statSync(loginPath(environment))).toThrow("ENOENT");
});
