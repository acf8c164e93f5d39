import { shownProxy } from "../proxy/choose-proxy.ts";
import type { LoadedConfiguration } from "./load-configuration.ts";
import { SETTING_NAMES, SETTINGS } from "./settings.ts";

/** The key as a person may see it, and no more of it. */
export interface MaskedKey {
  readonly hint: string;
  readonly sourceName: string;
}

/**
 * Shows the configuration in force, as TOML, with where each value came from.
 * @param renewal where a renewed key would be kept, or why that is not possible.
 */
export function printConfiguration(
  { settings, key, state, way }: LoadedConfiguration,
  masked: MaskedKey | null,
  renewal: string | null,
): string {
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
  if (renewal !== null) lines.push(`# Renewal: ${renewal}${state === null ? "" : ` (${state.origin})`}`);
  if (way !== null) lines.push(`# Proxy: ${describeWay(way)}`);
  return lines.join("\n");
}

function describeWay(way: NonNullable<LoadedConfiguration["way"]>): string {
  switch (way.kind) {
    case "proxy":
      return `${shownProxy(way.proxy)}${way.proxy.url.username === "" ? "" : ", with a user name"}`;
    case "unusable":
      return "none that can be used";
    case "direct":
      return DIRECT[way.reason];
  }
}

const DIRECT = {
  "no variable": "none (no HTTPS_PROXY, HTTP_PROXY or ALL_PROXY for this URL)",
  "this machine": "none, since the server is this machine",
  NO_PROXY: "none, since NO_PROXY names the server",
} as const;

function describeKey(key: LoadedConfiguration["key"], masked: MaskedKey | null): string {
  if (key === null) return "none";
  return masked === null ? `not readable (${key.origin})` : `${masked.hint}… from ${masked.sourceName} (${key.origin})`;
}
