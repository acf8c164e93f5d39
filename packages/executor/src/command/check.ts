import { randomUUID } from "node:crypto";
import type { Clock } from "../connect/clock.ts";
import type { Configuration } from "../configuration/validate-configuration.ts";
import type { CredentialSource } from "../credential/credential-source.ts";
import { httpFetch } from "../sync/http-fetch.ts";
import { OF_ITS_SECRET, type SyncOutcome } from "../sync/outcome.ts";
import { sendSync } from "../sync/send-sync.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Terminal } from "./terminal.ts";
import { duration, LOG_LINES } from "./log-lines.ts";

/** A clock this far off makes certificates and the times in logs wrong. */
const TOLERATED_SKEW_MS = 60_000;

/**
 * Syncs once and prints the outcome. A success counts: it binds the executor to the key like any other sync. As at a start, a
 * secret that a renewal has left is tried before the key; the files stay as they are.
 */
export async function check(
  { url, input, timeoutMs }: Configuration,
  source: CredentialSource,
  { terminal, clock }: { terminal: Terminal; clock: Clock },
): Promise<ExitCode> {
  const reading = await source.read();
  if (reading.kind === "unusable") {
    terminal.err(`Can't use ${source.sourceName}: ${reading.problem}.`);
    return EXIT.configuration;
  }
  const fetch = httpFetch(terminal.environment);
  const sync = (secret: string) =>
    sendSync({
      url,
      input: { ...input, instanceId: randomUUID() },
      secret,
      timeoutMs,
      fetch,
      clock,
      signal: new AbortController().signal,
    });
  const kept = await source.candidates?.read(reading.secret);
  if (kept?.kind === "candidate") {
    const outcome = await sync(kept.secret);
    if (outcome.kind !== "refused" || !OF_ITS_SECRET.has(outcome.reason)) {
      terminal.out(`This is with the key ${kept.secret.slice(0, 8)}… that a renewal has made.`);
      return report(outcome, url, terminal, clock.now());
    }
  }
  return report(await sync(reading.secret), url, terminal, clock.now());
}

function report(outcome: SyncOutcome, url: string, terminal: Terminal, now: Date): ExitCode {
  switch (outcome.kind) {
    case "synced": {
      const { answer } = outcome;
      terminal.out(LOG_LINES.online({ answer, afterMs: null, attempts: 1 }, url).message);
      const skewMs = Math.abs(answer.serverTime.getTime() - now.getTime());
      if (skewMs > TOLERATED_SKEW_MS) {
        terminal.err(`The clocks of this machine and of the server differ by ${duration(skewMs)}.`);
      }
      return EXIT.ok;
    }
    case "refused":
      terminal.err(`Refused by ${url} (${outcome.reason}): ${outcome.message}`);
      return EXIT.refused;
    case "invalidInput":
      terminal.err(`The server refused this executor's facts: ${outcome.message}`);
      return EXIT.configuration;
    case "unreachable":
      terminal.err(`No sync with ${url} (${outcome.cause}): ${outcome.message} Nothing is known about the key.`);
      return EXIT.fault;
  }
}
