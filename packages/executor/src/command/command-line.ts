import { parseArgs } from "node:util";
import type { SettingTexts } from "../configuration/resolve-settings.ts";
import { SETTING_NAMES, SETTINGS, type Setting } from "../configuration/settings.ts";

/** Flags of `run`, `check` and `enroll`, as they were typed. */
export interface Flags {
  readonly settings: SettingTexts;
  /** Path of the TOML file. */
  readonly config: string | undefined;
  readonly printConfig: boolean;
}

/** What a command line asks for. */
export type Invocation =
  | { readonly kind: "run" | "check" | "enroll"; readonly flags: Flags }
  | { readonly kind: "keyCheck" | "help" | "version" }
  | { readonly kind: "wrong"; readonly problem: string };

const ASKED_ONLY = { config: { type: "string" }, "print-config": { type: "boolean" } } as const;
const ALWAYS = { help: { type: "boolean", short: "h" }, version: { type: "boolean", short: "V" } } as const;

/** Reads a command line (without `node` and the script). */
export function readCommandLine(args: readonly string[]): Invocation {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    // The first sentence names the flag; what follows is about programming.
    return wrong((error instanceof Error ? error.message : "").split(/\. |\n/)[0] ?? "");
  }
  const { values, positionals } = parsed;
  if (values["help"] === true) return { kind: "help" };
  if (values["version"] === true) return { kind: "version" };
  const command = positionals.join(" ");
  switch (command) {
    case "run":
    case "check":
    case "enroll":
      return { kind: command, flags: readFlags(values) };
    case "key check":
      if (Object.keys(values).length > 0)
        return wrong("'key check' takes the key from standard input and has no flags");
      return { kind: "keyCheck" };
    case "":
      return wrong("A command is missing: run, check, enroll or key check");
    default:
      return wrong(`There is no command '${command}'; there are: run, check, enroll, key check`);
  }
}

function parse(args: readonly string[]) {
  const settings = Object.fromEntries(
    SETTING_NAMES.map((name) => [name, { type: SETTINGS[name].value === null ? "boolean" : "string" } as const]),
  );
  return parseArgs({ args: [...args], options: { ...settings, ...ASKED_ONLY, ...ALWAYS }, allowPositionals: true });
}

function readFlags(values: Readonly<Record<string, string | boolean | undefined>>): Flags {
  const settings: Partial<Record<Setting, string>> = {};
  for (const name of SETTING_NAMES) {
    const value = values[name];
    if (value !== undefined) settings[name] = String(value);
  }
  const config = values["config"];
  return {
    settings,
    config: typeof config === "string" ? config : undefined,
    printConfig: values["print-config"] === true,
  };
}

function wrong(problem: string): Invocation {
  return { kind: "wrong", problem: `${problem}. Run with --help to see what there is.` };
}
