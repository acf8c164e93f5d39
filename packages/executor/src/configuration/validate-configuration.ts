import type { SyncInput } from "@excalibur/api/contract";
import { withoutSecrets } from "../sync/plain-text.ts";
import type { ChosenKey } from "./choose-key-source.ts";
import { isKind, MAX_HOST_LENGTH, nameProblem, shortLineProblem } from "./input-rules.ts";
import { readAddress, readServerUrl, readYesOrNo, Wrong, type ListenAddress } from "./read-values.ts";
import type { ResolvedSettings } from "./resolve-settings.ts";
import { SETTINGS, variableOf, type Setting } from "./settings.ts";

/** Everything the command needs to know, checked. */
export interface Configuration {
  readonly url: string;
  readonly input: Omit<SyncInput, "instanceId">;
  readonly key: ChosenKey;
  readonly exitOnRefusal: boolean;
  readonly timeoutMs: number;
  readonly health: ListenAddress | null;
  readonly logFormat: "text" | "json";
}

export type Validation =
  | { readonly kind: "valid"; readonly configuration: Configuration }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** The executor's facts that need no setting. */
export interface Facts {
  readonly version: string;
  readonly hostName: string;
  /** Whether this is a pod of Kubernetes, which knows where the API of its cluster is. */
  readonly isInCluster: boolean;
}

/** Checks the settings. Every mistake is reported, not only the first. */
export function validateConfiguration(settings: ResolvedSettings, key: ChosenKey | null, facts: Facts): Validation {
  const problems: string[] = [];
  const textOf = (setting: Setting): string | undefined => settings[setting]?.value;
  const wrong = (setting: Setting, why: string): void => {
    const { value, origin } = settings[setting] ?? { value: "", origin: "not set" };
    // A wrong URL is not repeated: it may hold a password.
    const shown = setting === "url" ? "" : ` '${withoutSecrets(value)}'`;
    problems.push(`${setting}${shown} (${origin}): ${why}`);
  };
  const read = <Value>(setting: Setting, reader: (text: string) => Value | Wrong): Value | undefined => {
    const text = textOf(setting);
    const value = text === undefined ? undefined : reader(text);
    if (!(value instanceof Wrong)) return value;
    wrong(setting, value.why);
    return undefined;
  };

  for (const setting of ["url", "name"] as const) if (!textOf(setting)) problems.push(missing(setting));
  if (key === null) problems.push(NO_KEY);
  const url = read("url", readServerUrl);
  const health = read("health", readAddress) ?? null;
  const exitOnRefusal = read("exit-on-refusal", readYesOrNo) ?? false;
  const seconds = Number(textOf("timeout"));
  if (!(seconds > 0 && seconds <= 300)) wrong("timeout", "Seconds, more than 0 and at most 300.");
  const logFormat = textOf("log-format");
  if (logFormat !== "text" && logFormat !== "json") wrong("log-format", "It is 'text' or 'json'.");

  const organization = textOf("organization");
  const host = textOf("host-name") ?? facts.hostName.slice(0, MAX_HOST_LENGTH);
  const name = textOf("name") ?? "";
  const kind = textOf("kind") ?? "";
  const checked = [
    ["name", name && nameProblem(name)],
    ["host-name", host && shortLineProblem(host)],
    ["organization", organization && shortLineProblem(organization)],
    ["kind", isKind(kind) ? null : "It is 'agent' or 'operator'."],
    ["kubernetes-secret", secretProblem(settings, facts)],
  ] as const;
  for (const [setting, problem] of checked) if (problem) wrong(setting, problem);
  if (problems.length > 0 || !url || key === null || !isKind(kind)) return { kind: "invalid", problems };

  const input = { name, kind, version: facts.version, ...(host && { host }), ...(organization && { organization }) };
  const format = logFormat === "json" ? "json" : "text";
  const timeoutMs = seconds * 1000;
  return {
    kind: "valid",
    configuration: { url, input, key, exitOnRefusal, timeoutMs, health, logFormat: format },
  };
}

function secretProblem(settings: ResolvedSettings, { isInCluster }: Facts): string | null {
  const name = settings["kubernetes-secret"]?.value;
  if (name === undefined) return null;
  if (!/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(name)) return "This is not the name of a Secret.";
  if (settings["state-dir"] !== undefined)
    return "Leave out one of this and state-dir: renewed keys are kept in one place.";
  return isInCluster ? null : "This is no pod of a Kubernetes cluster: KUBERNETES_SERVICE_HOST is not set.";
}

const NO_KEY =
  "No API key was given. Put it into a file and name that with --api-key-file PATH or EXCALIBUR_API_KEY_FILE, " +
  "or set EXCALIBUR_API_KEY, or hand it over as the systemd credential 'excalibur-api-key'.";

function missing(setting: "url" | "name"): string {
  const { value, help } = SETTINGS[setting];
  return `No ${setting} was given. Set --${setting} ${value}, ${variableOf(setting)}, or '${setting}' in the TOML file: ${help}.`;
}
