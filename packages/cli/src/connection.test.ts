import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { formatSecret, SECRET_RANDOM_BYTES } from "@excalibur/api/key-secret";
import { expect, onTestFinished, test } from "vitest";
import { connect } from "./connection.ts";
import { findLogin, keepLogin, loginOfSame, loginPath, removeLogin } from "./kept-login.ts";

const [EU, US] = ["https://eu.example", "https://us.example"] as const;

function startEmpty(): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), "excalibur-login-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { XDG_CONFIG_HOME: folder };
}

const loginAt = (url: string, slug = "acme") => ({
  url,
  slug,
  managementKey: formatSecret(randomBytes(SECRET_RANDOM_BYTES), "managementKey"),
  keyId: "mgk_1",
  organization: slug === "acme" ? "Acme" : "Beta Works",
  expiresAt: "2030-01-01T00:00:00.000Z",
});

test("a command goes to the only server that there is a login for, or to the named one of several", () => {
  const environment = startEmpty();
  expect(() => connect(environment)).toThrow("excalibur login URL");
  keepLogin(environment, loginAt(EU));
  expect(connect(environment).url).toBe(EU);
  keepLogin(environment, loginAt(US));
  expect(() => connect(environment)).toThrow(
    `You are logged in to Acme at ${EU} and Acme at ${US}. Say which: set EXCALIBUR_URL.`,
  );
  expect(connect({ ...environment, EXCALIBUR_URL: `${US}/` }).url).toBe(US);
  expect(() => connect({ ...environment, EXCALIBUR_URL: "https://other.example" })).toThrow(
    "Log in: excalibur login https://other.example.",
  );
});

test("of several organizations at a server the option or the environment names one, by name or slug", () => {
  const environment = startEmpty();
  const [acme, beta] = [loginAt(EU), loginAt(EU, "beta")];
  for (const login of [acme, beta]) keepLogin(environment, login);
  const ambiguous = `You are logged in to Acme at ${EU} and Beta Works at ${EU}. Say which: give --organization, or set EXCALIBUR_ORGANIZATION.`;
  expect(() => connect(environment)).toThrow(ambiguous);
  expect(connect(environment, "beta").url).toBe(EU);
  expect(connect({ ...environment, EXCALIBUR_ORGANIZATION: "Beta Works" }).url).toBe(EU);
  expect(() => connect(environment, "gamma")).toThrow("Log in as a member of gamma: excalibur login URL.");
  const withKey = { ...environment, EXCALIBUR_URL: EU, EXCALIBUR_MANAGEMENT_KEY: acme.managementKey };
  expect(() => connect(withKey, "beta")).toThrow("of one organization");
  for (const organization of ["beta", "Beta Works"]) {
    expect(findLogin(environment, { url: EU, organization })).toEqual(beta);
  }
  removeLogin(environment, beta);
  expect(connect(environment).url).toBe(EU);
});

test("a login that an older version kept is found by the organization's name, and replaced by a new one", () => {
  const environment = startEmpty();
  const { slug: _slug, ...older } = loginAt(EU);
  keepLogin(environment, older);
  expect(findLogin(environment, { url: null, organization: "Acme" })).toEqual(older);
  const newer = loginAt(EU);
  expect(loginOfSame(environment, newer)).toEqual(older);
  keepLogin(environment, newer);
  expect(findLogin(environment, { url: null, organization: null })).toEqual(newer);
});

test("a login replaces the one of its organization, and a logout leaves those at others", () => {
  const environment = startEmpty();
  const [first, second, other] = [loginAt(EU), loginAt(EU), loginAt(US)];
  for (const login of [first, other, second]) keepLogin(environment, login);
  expect(statSync(loginPath(environment)).mode & 0o777).toBe(0o600);
  expect(readFileSync(loginPath(environment), "utf8")).not.toContain(first.managementKey);
  expect(findLogin(environment, { url: EU, organization: null })).toEqual(second);
  removeLogin(environment, second);
  expect([EU, null].map((url) => findLogin(environment, { url, organization: null }))).toEqual([null, other]);
  removeLogin(environment, other);
  expect(() => statSync(loginPath(environment))).toThrow("ENOENT");
});
