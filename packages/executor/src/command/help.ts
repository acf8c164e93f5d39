import { SETTING_NAMES, SETTINGS, variableOf, type SettingEntry } from "../configuration/settings.ts";

const COLUMN = 27;

/** The help, made from the table of settings. */
export function helpText(): string {
  const settings = SETTING_NAMES.map((name) => {
    const { value, help, standard }: SettingEntry = SETTINGS[name];
    const otherwise = standard === undefined ? "" : `; default ${standard}`;
    return row(`--${name}${value === null ? "" : ` ${value}`}`, `${help} (${variableOf(name)}${otherwise})`);
  });
  return [
    "excalibur-executor keeps an executor connected to Excalibur.",
    "",
    "Usage: excalibur-executor COMMAND [flags]",
    "",
    row("run", "sync until stopped"),
    row("check", "sync once and say exactly what is right or wrong"),
    row("enroll", "make this host's key with an enrolment code, and store it in the key file"),
    row("key check", "check whether standard input holds a complete API key, without a server"),
    "",
    "Flags of run, check and enroll (a flag wins over its variable, a variable over the TOML file):",
    "",
    ...settings,
    row("--config PATH", `TOML file with these settings (${variableOf("config")})`),
    row("--print-config", "show the settings in force and where each came from, then end"),
    row("-h, --help", "show this"),
    row("-V, --version", "show the version"),
    "",
    "The API key comes from --api-key-file, EXCALIBUR_API_KEY, EXCALIBUR_API_KEY_FILE, the systemd credential",
    "'excalibur-api-key' or the TOML file's 'api-key-file', in this order; never from the command line.",
    "",
    "The enrolment code comes from EXCALIBUR_ENROLLMENT_CODE, the file that EXCALIBUR_ENROLLMENT_CODE_FILE names, or",
    "standard input.",
    "",
    "Exit codes: 0 stopped as asked, 1 fault, 77 refused by the server, 78 wrong configuration.",
  ].join("\n");
}

function row(left: string, right: string): string {
  return `  ${left.padEnd(COLUMN)} ${right}`;
}
