import { renameSync, rmSync } from "node:fs";
import type { Client, Inputs } from "@excalibur/client";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { explainFailure, provesNoKey } from "../explain-failure.ts";
import type { Output } from "../output.ts";
import { patiently } from "../patiently.ts";
import { hashSecret, makeSecret, mayHoldSecret, SecretFile, waitingPath, type HashedSecret } from "../secret-file.ts";
import { applyChannels } from "./apply-channels.ts";
import { handOverSecret } from "./hand-over-secret.ts";
import { makeFolderOf } from "./make-folder.ts";
import type { Found, KeyChange, Plan } from "./plan.ts";
import type { WantedKey } from "./wanted-keys.ts";

interface Options {
  readonly client: Client;
  readonly output: Output;
  readonly environment: NodeJS.ProcessEnv;
  readonly owners: Found["owners"];
}

/** After these nothing else can succeed either. */
const ENDS_ALL: readonly number[] = [EXIT.unavailable, EXIT.notPermitted, EXIT.tryAgain];

/**
 * Makes what a plan says true, step by step. Each step may be repeated: a run that is killed anywhere leaves nothing that the next one
 * does twice, and no key without its secret. One key's failure leaves the others to be done.
 * @param expectedEnded keys that the policy may end at once.
 * @returns what failed.
 */
export async function applyPlan(plan: Plan, options: Options, expectedEnded: number): Promise<CommandFailure[]> {
  const { client, output } = options;
  const failures: CommandFailure[] = [];
  const { policy } = plan;
  if (policy !== null) {
    await patiently(() => client.policies.update.mutate({ ...policy.input, expectedEnded }), output.note);
    output.note("changed the policy\n");
  }
  failures.push(...(await applyChannels(plan.channels.changes, options)));
  for (const change of plan.keys) {
    try {
      output.note(`${await perform(change, options)}\n`);
    } catch (error) {
      const failure = explainFailure(error);
      if (ENDS_ALL.includes(failure.exitCode)) throw failure;
      const { exitCode, message } = failure;
      failures.push(new CommandFailure(exitCode, `${idOf(change)}: ${message}`));
    }
  }
  return failures;
}

/** @returns what was done. */
async function perform(change: KeyChange, options: Options): Promise<string> {
  const { client, output } = options;
  switch (change.kind) {
    case "create":
      return create(change.wanted, options);
    case "keepSecret":
      moveWaiting(change.wanted);
      return `kept the secret of ${change.key.id} ${idOf(change)}`;
    case "dropSecret":
      if (change.wanted.secret.kind === "file") rmSync(waitingPath(change.wanted.secret.path), { force: true });
      return `removed a secret that no key has ${idOf(change)}`;
    case "update": {
      const { key, input } = change;
      await patiently(() => client.apiKeys.update.mutate({ id: key.id, ...input }), output.note);
      return `changed ${key.id} ${idOf(change)}`;
    }
    case "revoke": {
      const { key } = change;
      await patiently(() => client.apiKeys.revoke.mutate({ id: key.id, reason: "no longer in the file" }), output.note);
      return `revoked ${key.id} ${idOf(change)}`;
    }
  }
}

function idOf(change: KeyChange): string {
  return change.kind === "revoke" ? change.externalId : change.wanted.externalId;
}

function create(wanted: WantedKey, options: Options): Promise<string> {
  const { secret } = wanted;
  return secret.kind === "file"
    ? createWithFile(wanted, secret, options)
    : createWithCommand(wanted, secret.words, options);
}

/** The secret is on disk before the key exists, and moves to its place once it does. */
async function createWithFile(
  wanted: WantedKey,
  { path, shown }: { readonly path: string; readonly shown: string },
  options: Options,
): Promise<string> {
  if (!mayHoldSecret(path)) {
    throw new CommandFailure(
      EXIT.cannotCreateFile,
      `${shown} is there already, and is no file with a secret. No key was created.`,
    );
  }
  makeFolderOf(path, "No key was created.");
  const file = new SecretFile(path);
  const { key, created } = await ensure(wanted, file.hashed, options).catch((error: unknown) => {
    // A refusal leaves no key; otherwise it is not known whether there is one.
    if (provesNoKey(error)) file.discard();
    throw error;
  });
  if (!created && key.hint !== file.hashed.hint) {
    file.discard();
    throw new CommandFailure(EXIT.no, `another run created ${key.id} at the same time, and has its secret`);
  }
  file.keep();
  return `created ${key.id} ${wanted.externalId}, its secret is in ${shown}`;
}

/** The program has the secret before the key exists: killed in between, the next run hands over another one. */
async function createWithCommand(
  wanted: WantedKey,
  words: readonly [string, ...string[]],
  options: Options,
): Promise<string> {
  const secret = makeSecret();
  const hashed = hashSecret(secret);
  await handOverSecret(words, secret, wanted, options.environment);
  const { key, created } = await ensure(wanted, hashed, options);
  if (!created && key.hint !== hashed.hint) {
    const mend = `What ${words[0]} has now is no key's secret: excalibur keys rotate ${key.id}`;
    throw new CommandFailure(EXIT.no, `another run created ${key.id} at the same time. ${mend}`);
  }
  return `created ${key.id} ${wanted.externalId}, ${words[0]} has its secret`;
}

function ensure(wanted: WantedKey, hashed: HashedSecret, { client, output, owners }: Options) {
  const { externalId, name, executor, kind, note, labels, owner, expiresInDays } = wanted;
  const input: Inputs["apiKeys"]["ensure"] = {
    externalId,
    name,
    target:
      executor === null
        ? { kind: "newExecutor" }
        : { kind: "name", name: executor, ...(kind && { executorKind: kind }) },
    ...hashed,
    ...(note !== undefined && { note }),
    ...(labels && { labels }),
    ...(owner !== undefined && { ownerId: owners.get(owner)?.id ?? null }),
    ...(expiresInDays !== undefined && { expiresInDays }),
  };
  return patiently(() => client.apiKeys.ensure.mutate(input), output.note);
}

function moveWaiting({ secret }: WantedKey): void {
  if (secret.kind !== "file") return;
  if (!mayHoldSecret(secret.path)) {
    throw new CommandFailure(EXIT.cannotCreateFile, `${secret.shown} is there already, and is no file with a secret`);
  }
  renameSync(waitingPath(secret.path), secret.path);
}
