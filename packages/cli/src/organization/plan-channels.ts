import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { hashedAddress, type ChannelView } from "@excalibur/api/contract";
import type { Inputs } from "@excalibur/client";
import type { Difference } from "./difference.ts";
import type { WantedChannel } from "./wanted-channels.ts";

export type ChannelChange =
  | { readonly kind: "create"; readonly wanted: WantedChannel }
  | {
      readonly kind: "update";
      readonly wanted: WantedChannel;
      readonly id: string;
      readonly differences: readonly Difference[];
      readonly input: Omit<Inputs["channels"]["update"], "id">;
    }
  /** The file for the secret is not there: a run was interrupted, or it was removed. */
  | { readonly kind: "newSecret"; readonly wanted: WantedChannel; readonly id: string };

export interface ChannelPlan {
  readonly changes: readonly ChannelChange[];
  /** What the file asks for and what can't be done, by the name of the channel. */
  readonly problems: readonly { readonly name: string; readonly words: string }[];
  readonly unchanged: number;
  /** Names of channels that the file does not have. They stay. */
  readonly unmanaged: readonly string[];
}

/** Compares the channels that a file wants with those of the organization, by their names. */
export function planChannels(
  wanted: readonly WantedChannel[],
  found: readonly ChannelView[],
  hasFile: (path: string) => boolean = existsSync,
): ChannelPlan {
  const judged = wanted.map((channel) => judge(channel, found, hasFile));
  const named = new Set(wanted.map(({ name }) => name));
  return {
    changes: judged.flatMap(({ changes }) => changes),
    problems: judged.flatMap(({ problem }, index) =>
      problem === null ? [] : [{ name: wanted[index]?.name ?? "", words: problem }],
    ),
    unchanged: judged.filter(({ changes, problem }) => changes.length === 0 && problem === null).length,
    unmanaged: found.map(({ name }) => name).filter((name) => !named.has(name)),
  };
}

function judge(
  wanted: WantedChannel,
  found: readonly ChannelView[],
  hasFile: (path: string) => boolean,
): { changes: ChannelChange[]; problem: string | null } {
  const { name, receiver, secretFile } = wanted;
  const [channel, other] = found.filter((each) => each.name === name);
  if (channel === undefined) return { changes: [{ kind: "create", wanted }], problem: null };
  if (other !== undefined) return { changes: [], problem: "several channels have this name. Give them different ones" };
  if (channel.kind !== receiver.kind) {
    const words = `it is of the kind ${channel.kind}, not ${receiver.kind}. Delete it, or give the new one another name`;
    return { changes: [], problem: words };
  }
  if (channel.settings === null) return { changes: [], problem: "this management key may not see its settings" };
  const { differences, input } = compare(wanted, channel.id, channel.settings);
  const { id } = channel;
  const update: ChannelChange[] = differences.length === 0 ? [] : [{ kind: "update", wanted, id, differences, input }];
  const isSecretGone = secretFile !== null && !hasFile(secretFile.path);
  return { changes: [...update, ...(isSecretGone ? [{ kind: "newSecret" as const, wanted, id }] : [])], problem: null };
}

function compare({ receiver, choices }: WantedChannel, id: string, settings: NonNullable<ChannelView["settings"]>) {
  const differences: Difference[] = [];
  const input: Omit<Inputs["channels"]["update"], "id"> = {};
  const see = (field: string, from: string, to: string, change: Partial<typeof input>) => {
    if (from === to) return;
    differences.push({ field, from, to });
    Object.assign(input, change);
  };
  if (receiver.kind === "email") {
    const { addresses } = receiver;
    see("addresses", listed(settings.addresses), listed(addresses), { addresses });
  } else {
    // The rest of an address may be a secret: it is compared by its hash, and only the host is shown.
    const { url } = receiver;
    const { host } = new URL(url);
    const hash = createHash("sha256").update(hashedAddress(id, url)).digest("hex");
    if (host !== settings.host) see("host", settings.host ?? "none", host, { url });
    else if (hash !== settings.addressHash) see("address", "another one", `the file's, at ${host}`, { url });
  }
  const { kinds, leastLevel, offlineMinutes, digestAt } = choices;
  if (kinds !== undefined) see("kinds", listed(settings.kinds), listed(kinds), { kinds });
  if (leastLevel !== undefined) see("leastLevel", settings.leastLevel, leastLevel, { leastLevel });
  if (offlineMinutes !== undefined)
    see("offlineMinutes", String(settings.offlineMinutes), String(offlineMinutes), { offlineMinutes });
  if (digestAt !== undefined) see("digestAt", settings.digestAt ?? "none", digestAt ?? "none", { digestAt });
  return { differences, input };
}

function listed(texts: readonly string[]): string {
  return texts.toSorted().join(" ");
}
