import type { LoadedConfiguration } from "./load-configuration.ts";
import { SETTING_NAMES, SETTINGS } from "./settings.ts";

/** The key as a person may see it, and no more of it. */
export interface MaskedKey {
  readonly hint: string;
  readonly place: string;
}

/** Shows the configuration in force, as TOML, with where each value came from. */
export function printConfiguration({ settings, key }: LoadedConfiguration, masked: MaskedKey | null): string {
  const rows = SETTING_NAMES.map((setting): [string, string] => {
    const found = settings[setting];
    if (found === undefined) return [`# ${setting} is not set`, ""];
    const quoted = SETTINGS[setting].value !== null && setting !== "timeout";
    return [`${setting} = ${quoted ? JSON.stringify(found.value) : found.value}`, `# ${found.origin}`];
  });
  const width = Math.max(...rows.map(([assignment]) => assignment.length));
  const lines = rows.map(([assignment, origin]) => `${assignment.padEnd(width)}  ${origin}`.trimEnd());
  lines.push("", `# API key: ${describeKey(key, masked)}`);
  if (key?.ignored) lines.push(`# not used, because the one above comes first: ${key.ignored}`);
  return lines.join("\n");
}

function describeKey(key: LoadedConfiguration["key"], masked: MaskedKey | null): string {
  if (key === null) return "none";
  return masked === null ? `not readable (${key.origin})` : `${masked.hint}… from ${masked.place} (${key.origin})`;
}
