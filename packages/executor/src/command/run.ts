import type { Configuration } from "../configuration/validate-configuration.ts";
import { connectExecutor } from "../connect/connect-executor.ts";
import type { EndOfConnection } from "../connect/connection-events.ts";
import type { CredentialSource } from "../credential/credential-source.ts";
import { httpFetch } from "../sync/http-fetch.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { logEvents } from "./log-events.ts";
import { observe } from "./observe.ts";
import { endLine, shortLivedLine } from "./log-lines.ts";
import type { Surroundings } from "./with-configuration.ts";

const EXIT_OF = {
  stopped: EXIT.ok,
  refused: EXIT.refused,
  invalidInput: EXIT.configuration,
  credentialUnusable: EXIT.configuration,
} as const satisfies Record<EndOfConnection["kind"], ExitCode>;

/** Stays connected until asked to stop, or until going on makes no sense. */
export async function run(
  configuration: Configuration,
  source: CredentialSource,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { terminal, clock, log } = surroundings;
  const { url, input, timeoutMs, exitOnRefusal } = configuration;
  const fetch = httpFetch(terminal.environment);
  log("info", `Connecting ${input.name} to ${url} with the key from ${source.sourceName}.`, { event: "connecting" });
  const lifetimeProblem = (await source.candidates?.lifetimeProblem()) ?? null;
  if (lifetimeProblem !== null) {
    const { name = source.sourceName } = source.candidates ?? {};
    log("warn", shortLivedLine(name, lifetimeProblem), { event: "shortLivedStorage" });
  }
  const connection = connectExecutor({ ...input, url, credential: source, timeoutMs, exitOnRefusal, fetch, clock });
  logEvents(connection, url, log);
  terminal.onStop(() => void connection.stop());
  terminal.onReload(() => void connection.rereadKey());
  const observing = await observe(connection, configuration, surroundings);
  if (observing.problem !== null) {
    log("error", observing.problem, { event: "ended", cause: "health" });
    await connection.stop();
    await observing.close();
    return EXIT.fault;
  }
  const end = await connection.finished;
  if (end.kind === "stopped") log("info", "Stopped as asked.", { event: "stopped" });
  else log("error", endLine(end), { event: "ended", cause: end.kind });
  await observing.close();
  return EXIT_OF[end.kind];
}
