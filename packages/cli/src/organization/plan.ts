import type { ApiKeyView, ChannelView, PolicyView } from "@excalibur/api/contract";
import { labelTexts, type Labels } from "@excalibur/api/labels";
import type { Difference } from "./difference.ts";
import type { OrganizationFile } from "./organization-file.ts";
import { planChannels, type ChannelPlan } from "./plan-channels.ts";
import type { WantedChannel } from "./wanted-channels.ts";
import type { WantedKey } from "./wanted-keys.ts";

/** What the organization has, as far as a file asks about it. */
export interface Found {
  /** Keys by their external id. */
  readonly keys: ReadonlyMap<string, ApiKeyView>;
  /** Active keys of the organization, with or without an external id. */
  readonly activeKeys: number;
  /** Null: the file does not ask. */
  readonly policy: PolicyView | null;
  /** Empty where the file does not ask. */
  readonly channels: readonly ChannelView[];
  /** Ids and names of the members that the file names, by what it calls them. */
  readonly owners: ReadonlyMap<string, { readonly id: string; readonly name: string } | null>;
  /** The hints of secrets that interrupted runs left, by the external ids of their keys. */
  readonly waiting: ReadonlyMap<string, string>;
}

export type KeyChange =
  | { readonly kind: "create"; readonly wanted: WantedKey }
  | {
      readonly kind: "update";
      readonly wanted: WantedKey;
      readonly key: ApiKeyView;
      readonly differences: readonly Difference[];
      readonly input: { note?: string; labels?: Labels; ownerId?: string | null };
    }
  /** The key was created by a run that was interrupted before it had put the secret where it belongs. */
  | { readonly kind: "keepSecret"; readonly wanted: WantedKey; readonly key: ApiKeyView }
  /** A secret that no key has. */
  | { readonly kind: "dropSecret"; readonly wanted: WantedKey }
  | { readonly kind: "revoke"; readonly externalId: string; readonly key: ApiKeyView };

/** Something that the file asks for and that can't be done. */
export interface Problem {
  readonly externalId: string;
  readonly words: string;
}

export interface Plan {
  readonly policy: { readonly differences: readonly Difference[]; readonly input: Partial<PolicyView> } | null;
  readonly channels: ChannelPlan;
  readonly keys: readonly KeyChange[];
  readonly problems: readonly Problem[];
  /** Keys that are as the file wants them. */
  readonly unchanged: number;
  /** Active keys that the file does not name and that stay: external ids, and how many have none. */
  readonly unmanaged: { readonly externalIds: readonly string[]; readonly others: number };
}

/** Compares what a file wants with what there is. @param prune whether keys of the file's labels that it no longer names are revoked. */
export function makePlan(
  { policy, labels = {} }: Pick<OrganizationFile, "policy" | "labels">,
  wanted: readonly WantedKey[],
  wantedChannels: readonly WantedChannel[],
  found: Found,
  { prune }: { readonly prune: boolean },
): Plan {
  const judged = wanted.map((key) => judgeKey(key, found));
  const named = new Set(wanted.map(({ externalId }) => externalId));
  const left = [...found.keys].filter(([id, key]) => !named.has(id) && key.status === "active");
  const pruned = prune ? left.filter(([, key]) => carries(key.labels, labels)) : [];
  const gone = new Set(pruned.map(([id]) => id));
  const activeNamed = [...found.keys.values()].filter(({ status }) => status === "active").length;
  return {
    policy: policy === undefined || found.policy === null ? null : policyChange(policy, found.policy),
    channels: planChannels(wantedChannels, found.channels),
    keys: [
      ...judged.flatMap(({ changes }) => changes),
      ...pruned.map(([externalId, key]) => ({ kind: "revoke" as const, externalId, key })),
    ],
    problems: judged.flatMap(({ problems }) => problems),
    unchanged: judged.filter(({ changes, problems }) => changes.length + problems.length === 0).length,
    unmanaged: {
      externalIds: left.map(([id]) => id).filter((id) => !gone.has(id)),
      others: Math.max(0, found.activeKeys - activeNamed),
    },
  };
}

/** Whether nothing would be changed. */
export function isEmpty({ policy, channels, keys }: Plan): boolean {
  return policy === null && channels.changes.length === 0 && keys.length === 0;
}

function judgeKey(wanted: WantedKey, found: Found): { changes: KeyChange[]; problems: Problem[] } {
  const { externalId } = wanted;
  const key = found.keys.get(externalId);
  if (key === undefined) return { changes: [{ kind: "create", wanted }], problems: [] };
  const waiting = found.waiting.get(externalId);
  const ofSecret: KeyChange[] =
    waiting === undefined
      ? []
      : [waiting === key.hint ? { kind: "keepSecret", wanted, key } : { kind: "dropSecret", wanted }];
  const words = endedWords(key) ?? fixedWords(wanted, key);
  const problems = words === null ? [] : [{ externalId, words }];
  if (key.status !== "active") return { changes: ofSecret, problems };
  const update = updateOf(wanted, key, found);
  return { changes: update === null ? ofSecret : [...ofSecret, update], problems };
}

function endedWords({ status, id }: ApiKeyView): string | null {
  if (status === "active") return null;
  const steps =
    status === "revoked" ? `excalibur keys delete ${id}` : `excalibur keys revoke ${id} && excalibur keys delete ${id}`;
  return `its key ${id} is ${status} and stays so. To have another one made: ${steps}`;
}

/** What was decided when the key was made and can't be changed. Successors have names and lives of their own. */
function fixedWords({ name, executor, expiresInDays }: WantedKey, key: ApiKeyView): string | null {
  const differences = [
    ...(key.replacesKeyId === null ? difference("name", key.name, name) : []),
    ...difference("executor", key.target.kind === "newExecutor" ? "any" : key.target.name, executor ?? "any"),
    ...(key.replacesKeyId === null && expiresInDays !== undefined
      ? difference("life", lifeText(lifeOf(key)), lifeText(expiresInDays))
      : []),
  ];
  if (differences.length === 0) return null;
  const listed = differences.map(({ field, from, to }) => `${field} is ${from}, not ${to}`).join("; ");
  return `${listed}. That is decided when a key is made: rotate it, or give the new one another id`;
}

const DAY_MS = 24 * 60 * 60 * 1000;

function lifeOf({ createdAt, expiresAt }: ApiKeyView): number | null {
  return expiresAt === null ? null : Math.round((expiresAt.getTime() - createdAt.getTime()) / DAY_MS);
}

/** A length of life, for people. */
export function lifeText(days: number | null): string {
  return days === null ? "without end" : `${days} days`;
}

function updateOf(wanted: WantedKey, key: ApiKeyView, { owners }: Found): KeyChange | null {
  const { note, labels } = wanted;
  const owner = wanted.owner === undefined ? undefined : (owners.get(wanted.owner) ?? null);
  const changed = {
    note: note === undefined ? [] : difference("note", quoted(key.note), quoted(note)),
    labels: labels === undefined ? [] : difference("labels", labelsText(key.labels), labelsText(labels)),
    owner:
      owner === undefined || owner?.id === key.owner?.id
        ? []
        : difference("owner", key.owner?.name ?? "none", owner?.name ?? "none"),
  };
  const differences = [...changed.note, ...changed.labels, ...changed.owner];
  if (differences.length === 0) return null;
  const input = {
    ...(changed.note.length > 0 && { note: note ?? "" }),
    ...(changed.labels.length > 0 && { labels: labels ?? {} }),
    ...(changed.owner.length > 0 && { ownerId: owner?.id ?? null }),
  };
  return { kind: "update", wanted, key, differences, input };
}

function policyChange(wanted: NonNullable<OrganizationFile["policy"]>, found: PolicyView): Plan["policy"] {
  const fields = Object.keys(found) as (keyof PolicyView)[];
  const changed = fields.filter((field) => wanted[field] !== undefined && wanted[field] !== found[field]);
  if (changed.length === 0) return null;
  const text = (value: string | number | null | undefined) => (value == null ? "none" : String(value));
  return {
    differences: changed.map((field) => ({ field, from: text(found[field]), to: text(wanted[field]) })),
    input: Object.fromEntries(changed.map((field) => [field, wanted[field] ?? null])),
  };
}

function difference(field: string, from: string, to: string): Difference[] {
  return from === to ? [] : [{ field, from, to }];
}

function carries(labels: Labels, all: Labels): boolean {
  return Object.entries(all).every(([name, value]) => labels[name] === value);
}

function labelsText(labels: Labels): string {
  return labelTexts(labels).join(" ") || "none";
}

function quoted(text: string): string {
  return text === "" ? "none" : JSON.stringify(text);
}
