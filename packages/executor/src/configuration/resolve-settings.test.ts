import { expect, test } from "vitest";
import { resolveSettings, type SettingSources } from "./resolve-settings.ts";

const NOTHING: SettingSources = { flags: {}, environment: {}, toml: null };
const toml = { path: "/etc/x.toml", values: { name: "from-toml" } };
const environment = { EXCALIBUR_NAME: "from-variable" };

test.each<[string, SettingSources, { value: string; origin: string } | undefined]>([
  [
    "a flag wins over all",
    { flags: { name: "from-flag" }, environment, toml },
    { value: "from-flag", origin: "flag --name" },
  ],
  [
    "a variable over TOML",
    { flags: {}, environment, toml },
    { value: "from-variable", origin: "environment EXCALIBUR_NAME" },
  ],
  ["TOML over nothing", { flags: {}, environment: {}, toml }, { value: "from-toml", origin: "/etc/x.toml" }],
  [
    "an empty variable is not set",
    { flags: {}, environment: { EXCALIBUR_NAME: "" }, toml },
    { value: "from-toml", origin: "/etc/x.toml" },
  ],
  ["nothing is nothing", NOTHING, undefined],
])("where a value comes from: %s", (_, sources, expected) => {
  expect(resolveSettings(sources).name).toEqual(expected);
});

test("a setting has its default value, with the default as its source", () => {
  expect(resolveSettings(NOTHING).kind).toEqual({ value: "agent", origin: "default" });
});
