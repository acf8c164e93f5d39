import { expect, test } from "vitest";
import type { ChosenKey } from "./choose-key-source.ts";
import { resolveSettings, type SettingTexts } from "./resolve-settings.ts";
import { validateConfiguration } from "./validate-configuration.ts";

const KEY: ChosenKey = {
  choice: { kind: "file", path: "/k", guarded: false },
  origin: "flag --api-key-file",
  ignored: null,
};
const FACTS = { version: "1.2.3", hostName: "machine", isInCluster: true };
const GOOD = { url: "https://excalibur.example.com/", name: "prod-1" };

function validate(flags: SettingTexts, key: ChosenKey | null = KEY) {
  return validateConfiguration(resolveSettings({ flags, environment: {}, toml: null }), key, FACTS);
}

test("two settings and a key are enough", () => {
  expect(validate(GOOD)).toEqual({
    kind: "valid",
    configuration: {
      url: "https://excalibur.example.com",
      input: { name: "prod-1", kind: "agent", version: "1.2.3", host: "machine" },
      key: KEY,
      exitOnRefusal: false,
      timeoutMs: 10_000,
      health: null,
      logFormat: "text",
    },
  });
});

test.each<[SettingTexts, object]>([
  [{ url: "http://localhost:4700/base/" }, { url: "http://localhost:4700/base" }],
  [{ "host-name": "other", organization: "acme" }, { input: { host: "other", organization: "acme" } }],
  [{ health: "[::1]:0" }, { health: { host: "::1", port: 0 } }],
  [{ timeout: "0.5" }, { timeoutMs: 500 }],
  [
    { "exit-on-refusal": "yes", "log-format": "json" },
    { exitOnRefusal: true, logFormat: "json" },
  ],
])("%j is understood", (flags, expected) => {
  expect(validate({ ...GOOD, ...flags })).toMatchObject({ kind: "valid", configuration: expected });
});

test.each<[SettingTexts, string]>([
  [{ url: "excalibur.example.com" }, "https://"],
  [{ url: "ftp://excalibur.example.com" }, "https://"],
  [{ url: "https://excalibur.example.com/?key=x" }, "'?'"],
  [{ name: "" }, "No name was given"],
  [{ name: "a b" }, "Letters, digits"],
  [{ name: "x".repeat(65) }, "64"],
  [{ kind: "robot" }, "'agent' or 'operator'"],
  [{ organization: "x".repeat(256) }, "255"],
  [{ "host-name": "a\u0007" }, "control characters"],
  [{ timeout: "0" }, "more than 0"],
  [{ timeout: "soon" }, "more than 0"],
  [{ health: "9464" }, "HOST:PORT"],
  [{ health: "127.0.0.1:70000" }, "HOST:PORT"],
  [{ "log-format": "xml" }, "'text' or 'json'"],
  [{ "exit-on-refusal": "maybe" }, "'true' or 'false'"],
])("%j is refused with a sentence", (flags, words) => {
  expect(validate({ ...GOOD, ...flags })).toMatchObject({
    kind: "invalid",
    problems: [expect.stringContaining(words)],
  });
});

test("all mistakes are reported together, each with its source", () => {
  const validation = validate({ url: "x", kind: "y", timeout: "z" }, null);
  expect(validation).toMatchObject({ kind: "invalid" });
  const { problems } = validation as { problems: readonly string[] };
  expect(problems).toHaveLength(5);
  expect(problems.join("\n")).toMatch(/flag --url[^]*flag --timeout[^]*flag --kind/);
});

test("a password in a URL is refused and not repeated", () => {
  const validation = validate({ ...GOOD, url: "https://me:hunter2@excalibur.example.com" });
  expect(validation.kind).toBe("invalid");
  expect(JSON.stringify(validation)).not.toContain("hunter2");
});
