import type { Client } from "@excalibur/client";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { explainFailure } from "../explain-failure.ts";
import type { Output } from "../output.ts";
import { writeSecretFile } from "../secret-file.ts";
import { makeFolderOf } from "./make-folder.ts";
import type { ChannelChange } from "./plan-channels.ts";
import type { WantedChannel } from "./wanted-channels.ts";

/**
 * Makes the channels what a plan says, one by one. A run that is killed after the server made a secret leaves no file for it; the next run
 * finds that, and has the server make another one.
 * @returns what failed.
 */
export async function applyChannels(
  changes: readonly ChannelChange[],
  { client, output }: { readonly client: Client; readonly output: Output },
): Promise<CommandFailure[]> {
  const failures: CommandFailure[] = [];
  for (const change of changes) {
    try {
      output.note(`${await perform(change, client)}\n`);
    } catch (error) {
      const { exitCode, message } = explainFailure(error);
      failures.push(new CommandFailure(exitCode, `channel ${change.wanted.name}: ${message}`));
    }
  }
  return failures;
}

/** @returns what was done. */
async function perform(change: ChannelChange, client: Client): Promise<string> {
  const { wanted } = change;
  const { name, receiver, choices, secretFile } = wanted;
  if (secretFile !== null) makeFolderOf(secretFile.path, "Nothing was changed.");
  switch (change.kind) {
    case "create": {
      const { channel, secret } = await client.channels.create.mutate({ name, receiver, ...choices });
      return `created ${channel.id} ${name}${keep(secret, wanted)}`;
    }
    case "update":
      await client.channels.update.mutate({ id: change.id, ...change.input });
      return `changed ${change.id} ${name}`;
    case "newSecret": {
      const { secret } = await client.channels.rotateSecret.mutate({ id: change.id });
      return `rotated the secret of ${change.id} ${name}${keep(secret, wanted)}`;
    }
  }
}

function keep(secret: string | null, { secretFile }: WantedChannel): string {
  if (secretFile === null) return "";
  if (secret === null) throw new CommandFailure(EXIT.serverFault, "The server made no secret for it.");
  writeSecretFile(secretFile.path, secret);
  return `, its secret is in ${secretFile.shown}`;
}
