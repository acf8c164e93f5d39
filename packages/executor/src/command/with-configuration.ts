import { systemClock, type Clock } from "../connect/clock.ts";
import { loadConfiguration, type LoadedConfiguration } from "../configuration/load-configuration.ts";
import { openKeySource } from "../configuration/open-key-source.ts";
import { printConfiguration } from "../configuration/print-configuration.ts";
import { variableOf } from "../configuration/settings.ts";
import type { Configuration } from "../configuration/validate-configuration.ts";
import type { CredentialSource } from "../credential/credential-source.ts";
import type { Flags } from "./command-line.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { createLog, type Log } from "./log.ts";
import { describeRenewal } from "./describe-renewal.ts";
import type { Terminal } from "./terminal.ts";

/** What a task works with. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly log: Log;
}

export type ConfiguredTask = (
  configuration: Configuration,
  source: CredentialSource,
  surroundings: Surroundings,
) => Promise<ExitCode>;

const WATCH_INTERVAL_MS = 1000;

/** Loads the configuration and runs the task with it, or prints it, or prints every mistake in it. */
export async function withConfiguration(terminal: Terminal, flags: Flags, task: ConfiguredTask): Promise<ExitCode> {
  const scale = timeScale(terminal.environment[variableOf("time-scale")]);
  const loaded = loadConfiguration(flags, terminal.environment);
  const source = openSource(loaded, WATCH_INTERVAL_MS * scale);
  if (flags.printConfig) terminal.out(await describe(loaded, source));
  const { validation } = loaded;
  if (validation.kind === "invalid") {
    for (const problem of validation.problems) terminal.err(problem);
    return EXIT.configuration;
  }
  if (flags.printConfig || source === null) return EXIT.ok;
  const clock = systemClock(scale);
  const log = createLog(
    validation.configuration.logFormat,
    (line) => terminal.err(line),
    () => clock.now(),
  );
  warn(loaded, validation.configuration, log);
  return task(validation.configuration, source, { terminal, clock, log });
}

function warn({ key }: LoadedConfiguration, { url }: Configuration, log: Log): void {
  if (key?.ignored) {
    log("warn", `The key comes from ${key.origin}; ${key.ignored} is not used.`, { event: "keySourceIgnored" });
  }
  const { protocol, hostname } = new URL(url);
  if (protocol === "http:" && !/^(localhost|127\..*|\[::1\])$/.test(hostname)) {
    log("warn", `${url} is not encrypted: everyone on the way can read the API key. Use https://`, {
      event: "notEncrypted",
    });
  }
}

function openSource({ key, state, settings }: LoadedConfiguration, watchIntervalMs: number): CredentialSource | null {
  if (key === null) return null;
  const executorName = settings.name?.value ?? "";
  return openKeySource({ key: key.choice, state: state?.choice ?? null, executorName }, watchIntervalMs);
}

async function describe(loaded: LoadedConfiguration, source: CredentialSource | null): Promise<string> {
  const reading = await source?.read();
  if (source === null || reading?.kind !== "key") return printConfiguration(loaded, null, null);
  const masked = { hint: reading.secret.slice(0, 8), sourceName: source.sourceName };
  return printConfiguration(loaded, masked, await describeRenewal(source));
}

/** Shortens every wait of the command, for rehearsals and tests; anything else than a number in (0, 1] is ignored. */
function timeScale(text: string | undefined): number {
  const scale = Number(text);
  return scale > 0 && scale <= 1 ? scale : 1;
}
