import { existsSync, readFileSync } from "node:fs";
import { hostname } from "node:os";
import metadata from "../../package.json" with { type: "json" };
import { chooseProxy, type ProxyChoice } from "../proxy/choose-proxy.ts";
import { chooseKeySource, type ChosenKey } from "./choose-key-source.ts";
import { chooseState, kubernetesApi, type ChosenState } from "./choose-state.ts";
import { readToml } from "./read-toml.ts";
import { resolveSettings, type ResolvedSettings, type SettingTexts } from "./resolve-settings.ts";
import { variableOf } from "./settings.ts";
import { validateConfiguration, type Validation } from "./validate-configuration.ts";

export const VERSION: string = metadata.version;

type Environment = Readonly<Record<string, string | undefined>>;

/** The configuration, and how it came about. */
export interface LoadedConfiguration {
  readonly settings: ResolvedSettings;
  readonly key: ChosenKey | null;
  /** Where renewed keys are kept; null when they take the place of the one in the key file. */
  readonly state: ChosenState | null;
  /** How the server is reached; null while it is not known which it is. */
  readonly way: ProxyChoice | null;
  readonly validation: Validation;
}

/** Puts the configuration together from flags, environment and the TOML file that one of them names. */
export function loadConfiguration(
  { settings: flags, config }: { settings: SettingTexts; config: string | undefined },
  environment: Environment,
): LoadedConfiguration {
  const path = config ?? (environment[variableOf("config")] || null);
  const reading = path === null ? null : readTomlFile(path);
  const toml = path !== null && reading?.kind === "read" ? { path, values: reading.values } : null;
  const settings = resolveSettings({ flags, environment, toml });
  const key = chooseKeySource({
    settings,
    keyVariable: environment[variableOf("api-key")],
    credentialsDirectory: environment["CREDENTIALS_DIRECTORY"],
    fileExists: existsSync,
  });
  const state = chooseState({ settings, environment });
  const facts = { version: VERSION, hostName: hostname(), isInCluster: kubernetesApi(environment) !== null };
  const validation = validateConfiguration(settings, key, facts);
  const way = validation.kind === "valid" ? chooseProxy(new URL(validation.configuration.url), environment) : null;
  const invalid = (problems: string[]) =>
    ({ settings, key, state, way, validation: { kind: "invalid", problems } }) as const;
  // The settings of a wrong file are missing now; reporting them as well would confuse.
  if (reading?.kind === "wrong") return invalid(reading.problems.map((problem) => `${path}: ${problem}`));
  return way?.kind === "unusable" ? invalid([way.problem]) : { settings, key, state, way, validation };
}

function readTomlFile(path: string): ReturnType<typeof readToml> {
  try {
    return readToml(readFileSync(path, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOENT" ? "there is no such file" : `it can't be read (${code ?? "unknown error"})`;
    return { kind: "wrong", problems: [why] };
  }
}
