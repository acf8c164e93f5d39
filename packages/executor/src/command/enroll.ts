import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import type { Configuration } from "../configuration/validate-configuration.ts";
import type { CredentialSource } from "../credential/credential-source.ts";
import { keyFile } from "../credential/key-file.ts";
import { hashOfSecret, makeSecret } from "../credential/make-secret.ts";
import { moveSecretFile, writeSecretFile } from "../credential/secret-file.ts";
import { storageProblem } from "../credential/storage-problem.ts";
import { readEnrolmentCode } from "../enrolment/read-code.ts";
import { sendEnrolment, type EnrolmentOutcome } from "../enrolment/send-enrolment.ts";
import { httpFetch } from "../sync/http-fetch.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Surroundings } from "./with-configuration.ts";

/** Milliseconds before each further attempt while no server has judged the code. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];

/**
 * Makes this host's secret, stores it, and then redeems the code for a key with it. The secret stands beside the key file until
 * the server has accepted it, so that a lost answer or a crash costs nothing: the next run sends the same. Where the key file
 * holds a key already nothing is done.
 */
export async function enroll(
  configuration: Configuration,
  source: CredentialSource,
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { terminal } = surroundings;
  const { choice, origin } = configuration.key;
  if (choice.kind !== "file" || choice.guarded) {
    terminal.err(`A key can't be stored where it would come from (${origin}): name a file with --api-key-file PATH.`);
    return EXIT.configuration;
  }
  const present = await source.read();
  if (present.kind === "key") {
    terminal.out(`${choice.path} holds the key ${present.secret.slice(0, 8)}… already: nothing was done.`);
    return EXIT.ok;
  }
  if (present.problem !== "there is no such file" && present.problem !== "it is empty") {
    terminal.err(`${choice.path} is left as it is, and no key was made: ${present.problem}.`);
    return EXIT.configuration;
  }
  const reading = await readEnrolmentCode(terminal);
  if (reading.kind === "unusable") {
    terminal.err(`No code: ${reading.problem}.`);
    return EXIT.configuration;
  }
  return redeem(configuration, { path: choice.path, code: reading.code }, surroundings);
}

async function redeem(
  configuration: Configuration,
  { path, code }: { path: string; code: string },
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { terminal } = surroundings;
  const pending = `${path}.enrolling`;
  let secret: string;
  try {
    secret = await secretIn(pending);
  } catch (error) {
    terminal.err(`No key was asked for, since it could not be stored at ${pending}: ${storageProblem(error)}.`);
    return EXIT.configuration;
  }
  const outcome = await sendUntilJudged(configuration, { code, secret }, surroundings);
  switch (outcome.kind) {
    case "enrolled":
      await moveSecretFile(pending, path);
      terminal.out(`Enrolled as ${outcome.name} with key ${outcome.keyId}, which is stored in ${path}.`);
      return EXIT.ok;
    case "refused":
      // The server knows nothing of this secret, and never will.
      await rm(pending, { force: true });
      terminal.err(`Refused by ${configuration.url} (${outcome.reason}): ${outcome.message}`);
      return EXIT.refused;
    case "unjudged":
      terminal.err(`Not enrolled yet: ${outcome.message} Run it again with the same code.`);
      return EXIT.fault;
  }
}

/** The secret of an attempt before, which the server may know already, or a new one. It is on the disk in any case. */
async function secretIn(path: string): Promise<string> {
  const earlier = await keyFile(path).read();
  if (earlier.kind === "key") return earlier.secret;
  const secret = makeSecret();
  await writeSecretFile(path, secret);
  return secret;
}

async function sendUntilJudged(
  { url, input: { name, kind, version, host }, timeoutMs }: Configuration,
  { code, secret }: { code: string; secret: string },
  { terminal, clock }: Surroundings,
): Promise<EnrolmentOutcome> {
  const stop = new AbortController();
  terminal.onStop(() => stop.abort());
  const body = { name, kind, version, ...hashOfSecret(secret), instanceId: randomUUID(), ...(host && { host }) };
  const fetch = httpFetch(terminal.environment);
  const send = () => sendEnrolment({ url, body, bearer: code, timeoutMs, fetch, clock, signal: stop.signal });
  let outcome = await send();
  for (const pauseMs of PAUSES_MS) {
    if (outcome.kind !== "unjudged" || stop.signal.aborted) break;
    await clock.sleep(Math.max(pauseMs, outcome.retryAfterMs ?? 0), stop.signal);
    if (!stop.signal.aborted) outcome = await send();
  }
  return outcome;
}
