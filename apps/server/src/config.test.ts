import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readConfig } from "./config.ts";
import { basePathOf, withoutBasePath } from "./configuration/public-url.ts";
import { SECRET_SETTINGS } from "./configuration/secret-files.ts";
import { warningsOf } from "./configuration/warnings.ts";

const DATABASE_URL = "postgresql://u:p@127.0.0.1/x";
const AUTH_SECRET = "s".repeat(32);

test("every secret is read from a file as it is from the environment, without the white space around it", () => {
  const values: Record<(typeof SECRET_SETTINGS)[number], string> = {
    DATABASE_URL,
    EXCALIBUR_AUTH_SECRET: AUTH_SECRET,
    EXCALIBUR_SMTP_URL: "smtp://u:p@mail.test",
    EXCALIBUR_AUDIT_PUSH_SECRET: `whsec_${"A".repeat(43)}=`,
    INITIAL_ADMIN_PASSWORD: "correct horse battery staple",
  };
  const folder = mkdtempSync(join(tmpdir(), "excalibur-secrets-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const inFiles = SECRET_SETTINGS.map((name) => {
    const file = join(folder, name);
    writeFileSync(file, `\n ${values[name]} \r\n`);
    return [`${name}_FILE`, file];
  });
  const owner = { INITIAL_ADMIN_EMAIL: " a@b.test\n", EXCALIBUR_AUDIT_PUSH_URL: "https://siem.test/hook" };
  const spaced = Object.entries(values).map(([name, value]) => [name, `\t${value}\n`]);
  const expected = readConfig({ ...owner, ...values });
  expect(readConfig({ ...owner, ...Object.fromEntries(inFiles) })).toEqual(expected);
  expect(readConfig({ ...owner, ...Object.fromEntries(spaced) })).toEqual(expected);
});

test.each([
  ["https://Keys.Example.com/", "https://keys.example.com", ""],
  ["https://example.com:443/excalibur/", "https://example.com/excalibur", "/excalibur"],
  ["http://127.0.0.1:8080/tools/Keys_1~2.x", "http://127.0.0.1:8080/tools/Keys_1~2.x", "/tools/Keys_1~2.x"],
])("the public address %s is written %s, and its path is %j", (given, written, path) => {
  const { publicUrl } = readConfig({ EXCALIBUR_PUBLIC_URL: given });
  expect(publicUrl).toBe(written);
  expect(basePathOf(written)).toBe(path);
});

test.each([
  ["/excalibur/keys?search=a", "/excalibur", "/keys?search=a"],
  ["/excalibur", "/excalibur", "/"],
  ["/excalibur?a=b", "/excalibur", "/?a=b"],
  ["/excalibur2/keys", "/excalibur", "/excalibur2/keys"],
  ["/keys", "/excalibur", "/keys"],
  ["/keys", "", "/keys"],
])("of %s below %j the server sees %s", (url, basePath, seen) => {
  expect(withoutBasePath(url, basePath)).toBe(seen);
});

const postgresql = (query: string) => ({ DATABASE_URL: DATABASE_URL + query, EXCALIBUR_AUTH_SECRET: AUTH_SECRET });

test.each<[string, NodeJS.ProcessEnv, RegExp | null]>([
  ["nothing", {}, null],
  ["every interface without a public address", { EXCALIBUR_HOST: "0.0.0.0" }, /EXCALIBUR_PUBLIC_URL.*localhost/],
  ["every interface of IPv6 without one", { EXCALIBUR_HOST: "::" }, /EXCALIBUR_PUBLIC_URL/],
  ["every interface with one", { EXCALIBUR_HOST: "0.0.0.0", EXCALIBUR_PUBLIC_URL: "https://x" }, null],
  ["a public address in clear", { EXCALIBUR_PUBLIC_URL: "http://keys.test" }, /EXCALIBUR_PUBLIC_URL.*https:/],
  ["one on this machine", { EXCALIBUR_PUBLIC_URL: "http://127.0.0.1:8080/x" }, null],
  ["a certificate that is not checked", postgresql("?sslmode=no-verify"), /DATABASE_URL.*no-verify.*sslrootcert/],
  ["one that is", postgresql("?sslmode=verify-full"), null],
  [
    "a password that the driver finds by itself",
    { ...postgresql(""), DATABASE_URL: "postgresql://u@127.0.0.1/x", PGPASSWORD: "hunter2" },
    /^PGPASSWORD is set(?!.*hunter2)/,
  ],
  ["one that the address has", { ...postgresql(""), PGUSER: "u2", DATABASE_URL: "postgresql://u:p@127.0.0.1/x" }, null],
  ["settings for the driver", { ...postgresql(""), PGOPTIONS: "-c x=y" }, /^PGOPTIONS is set/],
  ["a password for PostgreSQL where there is none", { PGPASSWORD: "hunter2" }, null],
  ["a name of nothing", { EXCALIBUR_FLAVOUR: "mint" }, /^EXCALIBUR_FLAVOUR is no setting.*nearest is \w+/],
  ["an executor's name", { EXCALIBUR_URL: "https://x" }, /EXCALIBUR_URL is no setting.*EXCALIBUR_PUBLIC_URL/],
  [
    "what Kubernetes sets for a Service",
    { EXCALIBUR_SERVER_SERVICE_HOST: "10.0.0.1", EXCALIBUR_SERVER_PORT_4700_TCP_ADDR: "10.0.0.1" },
    null,
  ],
  ["names of others", { DATABASE_POOL: "5", DATABASE_USER: "u", LOG_FORMAT: "x", HOME: "/root" }, null],
])("%s is pointed out as it deserves", (_, env, words) => {
  const warnings = warningsOf(readConfig(env));
  expect(warnings).toEqual(words === null ? [] : [expect.stringMatching(words)]);
});
