/** A setting: `api-key-file` is the flag `--api-key-file`, the variable `EXCALIBUR_API_KEY_FILE`, and itself in TOML. */
export interface SettingEntry {
  /** What the value is, for the help; null for a yes or no. */
  readonly value: string | null;
  readonly help: string;
  readonly standard?: string;
}

/** Everything that can be set. The key itself is not among them: it never stands on a command line or in the TOML file. */
export const SETTINGS = {
  url: { value: "URL", help: "address of the Excalibur server, such as https://excalibur.example.com" },
  name: { value: "NAME", help: "name of this executor in its organization; the same after every restart" },
  kind: { value: "KIND", help: "'agent' on a host, 'operator' in a Kubernetes cluster", standard: "agent" },
  organization: { value: "SLUG", help: "be refused if the key belongs to another organization than this one" },
  "host-name": { value: "NAME", help: "host to show beside the executor (default: this machine's name)" },
  "api-key-file": {
    value: "PATH",
    help: "file that holds the API key and nothing else, or fd://N for an open descriptor",
  },
  "state-dir": {
    value: "PATH",
    help: "folder for the keys that this executor makes at renewals, where the key's own place can't be written",
  },
  "kubernetes-secret": {
    value: "NAME",
    help: "Secret of the pod's namespace to write those keys into, in place of a folder",
  },
  "exit-on-refusal": { value: null, help: "end with status 77 when refused, instead of trying once a minute" },
  timeout: { value: "SECONDS", help: "how long one sync may take", standard: "10" },
  health: { value: "HOST:PORT", help: "serve /livez, /readyz and /metrics there" },
  "log-format": { value: "FORMAT", help: "'text' or 'json'", standard: "text" },
} as const satisfies Record<string, SettingEntry>;

export type Setting = keyof typeof SETTINGS;
export const SETTING_NAMES = Object.keys(SETTINGS) as Setting[];

/** The environment variable of a setting. */
export function variableOf(setting: Setting | "config" | "api-key" | "time-scale"): string {
  return `EXCALIBUR_${setting.toUpperCase().replaceAll("-", "_")}`;
}
