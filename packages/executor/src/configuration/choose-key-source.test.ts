import { expect, test } from "vitest";
import { chooseKeySource } from "./choose-key-source.ts";
import { resolveSettings, type SettingTexts } from "./resolve-settings.ts";

interface Given {
  readonly flag?: string;
  readonly variable?: string;
  readonly fileVariable?: string;
  readonly systemd?: string;
  readonly toml?: string;
}

function choose({ flag, variable, fileVariable, systemd, toml }: Given) {
  const file = (path: string | undefined): SettingTexts => (path === undefined ? {} : { "api-key-file": path });
  const settings = resolveSettings({
    flags: file(flag),
    environment: { EXCALIBUR_API_KEY_FILE: fileVariable },
    toml: { path: "/t.toml", values: file(toml) },
  });
  const credentialsDirectory = systemd;
  return chooseKeySource({
    settings,
    keyVariable: variable,
    credentialsDirectory,
    fileExists: (path) => path.startsWith("/run"),
  });
}

const all = { flag: "/flag", variable: "exc_…", fileVariable: "/variable", systemd: "/run/c", toml: "/toml" };

test("the key comes from the flag, then its variable, then the file's variable, then systemd, then TOML", () => {
  const { flag: _, ...withoutFlag } = all;
  const { variable: __, ...withoutVariable } = withoutFlag;
  const { fileVariable: ___, ...withoutFile } = withoutVariable;
  const origins = [all, withoutFlag, withoutVariable, withoutFile, { toml: "/toml" }, {}].map(
    (given) => choose(given)?.origin,
  );
  expect(origins).toEqual([
    "flag --api-key-file",
    "environment EXCALIBUR_API_KEY",
    "environment EXCALIBUR_API_KEY_FILE",
    "systemd credential",
    "/t.toml",
    undefined,
  ]);
});

test("a source that is not used is named", () => {
  expect(choose({ variable: "exc_…", toml: "/toml" })?.ignored).toBe("/t.toml");
  expect(choose({ variable: "exc_…" })?.ignored).toBeNull();
});

test("a variable that is empty or blank is no key", () => {
  expect(choose({ variable: " ", toml: "/toml" })?.origin).toBe("/t.toml");
});

test("a credentials folder of systemd without our credential is none", () => {
  expect(choose({ systemd: "/elsewhere" })).toBeNull();
});

test.each([
  ["fd://7", { kind: "descriptor", descriptor: 7 }],
  ["/dev/fd/63", { kind: "descriptor", descriptor: 63 }],
  ["/dev/stdin", { kind: "descriptor", descriptor: 0 }],
  ["/etc/excalibur/key", { kind: "file", path: "/etc/excalibur/key", guarded: false }],
  ["/run/c/excalibur-api-key", { kind: "file", path: "/run/c/excalibur-api-key", guarded: true }],
  ["fd://x", { kind: "file", path: "fd://x", guarded: false }],
])("%s is understood", (flag, choice) => {
  expect(choose({ flag, systemd: "/run/c" })?.choice).toEqual(choice);
});
