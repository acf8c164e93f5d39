import type { Client } from "@excalibur/client";
import { hintOf } from "@excalibur/api/key-secret";
import { CommandFailure, EXIT } from "../exit-codes.ts";
import { readPages } from "../read-pages.ts";
import { readWaitingSecret } from "../secret-file.ts";
import type { Found } from "./plan.ts";
import type { ReadFile } from "./read-organization-file.ts";
import type { WantedKey } from "./wanted-keys.ts";

const PAGE = 200;

/** Reads what a file asks about from the server, and secrets that interrupted runs left. @throws CommandFailure for an owner who is no member. */
export async function readOrganization(client: Client, file: ReadFile, wanted: readonly WantedKey[]): Promise<Found> {
  const named = await readPages((cursor) => client.apiKeys.listNamed.query({ limit: PAGE, cursor }));
  const { counts } = await client.apiKeys.list.query({ limit: 1 });
  return {
    keys: new Map(named.map(({ externalId, key }) => [externalId, key])),
    activeKeys: counts.active,
    policy: file.content.policy === undefined ? null : await client.policies.get.query(),
    channels: file.content.channels === undefined ? [] : (await client.channels.list.query()).items,
    owners: await readOwners(client, file, wanted),
    waiting: new Map(
      wanted.flatMap(({ externalId, secret }) => {
        const left = secret.kind === "file" ? readWaitingSecret(secret.path) : null;
        return left === null ? [] : [[externalId, hintOf(left)] as const];
      }),
    ),
  };
}

async function readOwners(client: Client, file: ReadFile, wanted: readonly WantedKey[]): Promise<Found["owners"]> {
  const owners = new Map<string, { id: string; name: string } | null>();
  const named = wanted.filter(({ owner }) => owner !== undefined);
  if (named.length === 0) return owners;
  const { items } = await client.members.list.query();
  for (const { externalId, owner = "none" } of named) {
    const member = items.find(({ id, user }) => id === owner || user.email.toLowerCase() === owner.toLowerCase());
    if (member === undefined && owner !== "none") {
      const own = file.content.keys?.[externalId]?.owner !== undefined;
      const place = file.placeOf(own ? ["keys", externalId, "owner"] : ["defaults", "owner"]);
      const words = `${place}: no member of the organization has the address or id ${owner}`;
      throw new CommandFailure(EXIT.invalidInput, `the file can't be used\n${words}`);
    }
    owners.set(owner, member === undefined ? null : { id: member.id, name: member.user.name });
  }
  return owners;
}
