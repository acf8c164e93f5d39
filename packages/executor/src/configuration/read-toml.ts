import { parse } from "smol-toml";
import { withoutSecrets } from "../sync/plain-text.ts";
import { SETTING_NAMES, type Setting } from "./settings.ts";
import type { SettingTexts } from "./resolve-settings.ts";

export type TomlReading =
  | { readonly kind: "read"; readonly values: SettingTexts }
  | { readonly kind: "wrong"; readonly problems: readonly string[] };

/** Reads settings from TOML. An unknown setting is an error, so that a typing error is noticed. */
export function readToml(text: string): TomlReading {
  let table: Record<string, unknown>;
  try {
    table = parse(text);
  } catch (error) {
    // The rest of the parser's message quotes the file.
    const firstLine = error instanceof Error ? (error.message.split("\n")[0] ?? "") : "";
    return { kind: "wrong", problems: [`it is not valid TOML: ${withoutSecrets(firstLine)}`] };
  }
  const values: Partial<Record<Setting, string>> = {};
  const problems: string[] = [];
  for (const [name, value] of Object.entries(table)) {
    if (/^api[-_]?key$/i.test(name)) {
      problems.push("it holds 'api-key': put the key into a file of its own and name that with 'api-key-file'");
    } else if (!isSetting(name)) {
      problems.push(`it has no setting '${withoutSecrets(name)}'; there are: ${SETTING_NAMES.join(", ")}`);
    } else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
      values[name] = String(value);
    } else {
      problems.push(`'${name}' must be a text, a number, true or false`);
    }
  }
  return problems.length > 0 ? { kind: "wrong", problems } : { kind: "read", values };
}

function isSetting(name: string): name is Setting {
  return (SETTING_NAMES as string[]).includes(name);
}
