import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@excalibur/client";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { explainFailure } from "../explain-failure.ts";
import type { Output } from "../output.ts";
import { patiently } from "../patiently.ts";
import { writeSecretFile } from "../secret-file.ts";
import { makeFolderOf } from "./make-folder.ts";
import type { ChannelChange } from "./plan-channels.ts";
import type { WantedChannel } from "./wanted-channels.ts";

/** Another run on this machine has had time to write the secret that it was given. */
const OTHER_RUN_MS = 2_000;
const LOOK_EVERY_MS = 50;

interface Target {
  readonly client: Client;
  readonly output: Output;
}

/**
 * Makes the channels what a plan says, one by one. A run that is killed after the server made a secret leaves no file for it; the next run
 * finds that, and has the server make another one.
 * @returns what failed.
 */
export async function applyChannels(changes: readonly ChannelChange[], to: Target): Promise<CommandFailure[]> {
  const failures: CommandFailure[] = [];
  for (const change of changes) {
    try {
      to.output.note(`${await perform(change, to)}\n`);
    } catch (error) {
      const { exitCode, message } = explainFailure(error);
      failures.push(new CommandFailure(exitCode, `channel ${change.wanted.name}: ${message}`));
    }
  }
  return failures;
}

/** @returns what was done. */
async function perform(change: ChannelChange, to: Target): Promise<string> {
  const { client, output } = to;
  const { wanted } = change;
  const { name, receiver, choices, secretFile } = wanted;
  if (secretFile !== null) makeFolderOf(secretFile.path, "Nothing was changed.");
  switch (change.kind) {
    case "create": {
      const { channel, secret, created } = await patiently(
        () => client.channels.ensure.mutate({ name, receiver, ...choices }),
        output.note,
      );
      if (created) return `created ${channel.id} ${name}${keep(secret, wanted)}`;
      const { id } = channel;
      if (secretFile === null || (await comesToBe(secretFile.path)))
        return `found ${id} ${name}: another run created it`;
      return renewSecret(id, wanted, to);
    }
    case "update":
      await patiently(() => client.channels.update.mutate({ id: change.id, ...change.input }), output.note);
      return `changed ${change.id} ${name}`;
    case "newSecret":
      return renewSecret(change.id, wanted, to);
  }
}

async function renewSecret(id: string, wanted: WantedChannel, { client, output }: Target): Promise<string> {
  const { secret } = await patiently(() => client.channels.rotateSecret.mutate({ id }), output.note);
  return `rotated the secret of ${id} ${wanted.name}${keep(secret, wanted)}`;
}

/** @returns false when the file is not there after `OTHER_RUN_MS`: the run that created the channel was killed. */
async function comesToBe(path: string): Promise<boolean> {
  for (let waited = 0; waited < OTHER_RUN_MS; waited += LOOK_EVERY_MS) {
    if (existsSync(path)) return true;
    await sleep(LOOK_EVERY_MS);
  }
  return existsSync(path);
}

function keep(secret: string | null, { secretFile }: WantedChannel): string {
  if (secretFile === null) return "";
  if (secret === null) throw new CommandFailure(EXIT.serverFault, "The server made no secret for it.");
  writeSecretFile(secretFile.path, secret);
  return `, its secret is in ${secretFile.shown}`;
}
