import { connectExecutor } from "../connect/connect-executor.ts";
import type { EndOfConnection } from "../connect/connection-events.ts";
import type { Configuration } from "../configuration/validate-configuration.ts";
import type { CredentialSource } from "../credential/credential-source.ts";
import { httpFetch } from "../sync/http-fetch.ts";
import type { Clock } from "../connect/clock.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Log } from "./log.ts";
import { logEvents } from "./log-events.ts";
import type { Terminal } from "./terminal.ts";
import { lastWords } from "./words.ts";

/** Stays connected until asked to stop, or until going on makes no sense. */
export async function run(
  configuration: Configuration,
  source: CredentialSource,
  { terminal, clock, log }: { terminal: Terminal; clock: Clock; log: Log },
): Promise<ExitCode> {
  const { url, input, timeoutMs, exitOnRefusal } = configuration;
  const fetch = httpFetch(terminal.environment);
  const connection = connectExecutor({ ...input, url, credential: source, timeoutMs, exitOnRefusal, fetch, clock });
  logEvents(connection, url, log);
  terminal.onStop(() => void connection.stop());
  terminal.onReload(() => void connection.rereadKey());
  log("info", `Connecting ${input.name} to ${url} with the key from ${source.place}.`, { event: "connecting" });
  const end = await connection.finished;
  if (end.kind === "stopped") log("info", "Stopped as asked.", { event: "stopped" });
  else log("error", lastWords(end), { event: "ended", cause: end.kind });
  return EXIT_OF[end.kind];
}

const EXIT_OF = {
  stopped: EXIT.ok,
  refused: EXIT.refused,
  invalidInput: EXIT.configuration,
  credentialUnusable: EXIT.configuration,
} as const satisfies Record<EndOfConnection["kind"], ExitCode>;
