import { SETTING_NAMES, SETTINGS, variableOf, type Setting, type SettingEntry } from "./settings.ts";

/** A value, and a description of where it came from. */
export interface Resolved {
  readonly value: string;
  readonly origin: string;
}

export type ResolvedSettings = Readonly<Partial<Record<Setting, Resolved>>>;

/** Texts by setting, as a source gave them. */
export type SettingTexts = Readonly<Partial<Record<Setting, string>>>;

export interface SettingSources {
  readonly flags: SettingTexts;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly toml: { readonly path: string; readonly values: SettingTexts } | null;
}

/**
 * One value per setting: flag, else environment, else TOML, else the standard one.
 * An empty variable counts as not set, because that is what compose files and units make of a missing one.
 */
export function resolveSettings({ flags, environment, toml }: SettingSources): ResolvedSettings {
  const resolved: Partial<Record<Setting, Resolved>> = {};
  for (const setting of SETTING_NAMES) {
    const { standard }: SettingEntry = SETTINGS[setting];
    const candidates: [string | undefined, string][] = [
      [flags[setting], `flag --${setting}`],
      [environment[variableOf(setting)] || undefined, `environment ${variableOf(setting)}`],
      [toml?.values[setting], toml?.path ?? ""],
      [standard, "default"],
    ];
    const [value, origin] = candidates.find(([text]) => text !== undefined) ?? [];
    if (value !== undefined && origin !== undefined) resolved[setting] = { value: value.trim(), origin };
  }
  return resolved;
}
