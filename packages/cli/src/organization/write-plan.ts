import { writeJson, type Output } from "../output.ts";
import type { Difference } from "./difference.ts";
import { isEmpty, lifeText, type KeyChange, type Plan } from "./plan.ts";
import type { ChannelChange } from "./plan-channels.ts";
import type { WantedKey } from "./wanted-keys.ts";

const NAMED_UNMANAGED = 20;

/** What a change of the policy does to keys. */
export interface PolicyEffect {
  /** Keys that end at once. */
  readonly ended: number;
  /** Executors that are online with them. */
  readonly online: number;
}

/** Writes what would be changed: lines for people, or one JSON value. It holds no secret, since a plan has none. */
export function writePlan(output: Output, plan: Plan, effect: PolicyEffect | null): void {
  if (output.isJson) return writeJson(output, planAsJson(plan, effect));
  const { policy, channels, keys, problems } = plan;
  if (policy !== null) output.out(`~ policy  ${shown(policy.differences)}${effectText(effect)}\n`);
  for (const change of channels.changes) output.out(`${channelLineOf(change)}\n`);
  for (const { name, words } of channels.problems) output.out(`! channel ${name}  ${words}\n`);
  for (const change of keys) output.out(`${lineOf(change)}\n`);
  for (const { externalId, words } of problems) output.out(`! ${externalId}  ${words}\n`);
  output.out(`${summaryOf(plan)}\n`);
}

function planAsJson(
  { policy, channels, keys, problems, unchanged, unmanaged }: Plan,
  effect: PolicyEffect | null,
): object {
  return {
    policy: policy && { changes: policy.differences, ends: effect },
    channels: {
      changes: channels.changes.map((change) => ({
        action: change.kind,
        name: change.wanted.name,
        ...("id" in change && { id: change.id }),
        ...(change.kind === "update" && { changes: change.differences }),
      })),
      problems: channels.problems,
      unchanged: channels.unchanged,
      unmanaged: channels.unmanaged,
    },
    keys: keys.map((change) => ({
      action: change.kind,
      externalId: change.kind === "revoke" ? change.externalId : change.wanted.externalId,
      ...("key" in change && { id: change.key.id }),
      ...(change.kind === "update" && { changes: change.differences }),
    })),
    problems,
    unchanged,
    unmanaged,
  };
}

function channelLineOf(change: ChannelChange): string {
  const { name, receiver, secretFile } = change.wanted;
  const place = secretFile === null ? "" : `, secret to ${secretFile.shown}`;
  switch (change.kind) {
    case "create": {
      const to = receiver.kind === "email" ? receiver.addresses.join(" ") : new URL(receiver.url).host;
      return `+ channel ${name}  create ${receiver.kind} to ${to}${place}`;
    }
    case "update":
      return `~ channel ${name}  ${shown(change.differences)}`;
    case "newSecret":
      return `~ channel ${name}  rotate its secret, since its file is not there${place}`;
  }
}

function lineOf(change: KeyChange): string {
  switch (change.kind) {
    case "create":
      return `+ ${change.wanted.externalId}  create ${createdText(change.wanted)}`;
    case "update":
      return `~ ${change.wanted.externalId}  ${shown(change.differences)}`;
    case "keepSecret":
      return `~ ${change.wanted.externalId}  move the secret of ${change.key.id}, which an interrupted run left, to ${placeOf(change.wanted)}`;
    case "dropSecret":
      return `~ ${change.wanted.externalId}  remove a secret that no key has, which an interrupted run left`;
    case "revoke": {
      const { total } = change.key.usedBy;
      const who = total === 0 ? "no executor uses it" : `used by ${total === 1 ? "1 executor" : `${total} executors`}`;
      return `- ${change.externalId}  revoke ${change.key.id} for good: it is not in the file; ${who}`;
    }
  }
}

function createdText(wanted: WantedKey): string {
  const { name, executor, expiresInDays } = wanted;
  const life = expiresInDays === undefined ? "as the policy says" : lifeText(expiresInDays);
  return `${JSON.stringify(name)} for ${executor === null ? "any executor" : `executor ${executor}`}, living ${life}, secret to ${placeOf(wanted)}`;
}

function placeOf({ secret }: WantedKey): string {
  return secret.kind === "file" ? secret.shown : secret.words[0];
}

function shown(differences: readonly Difference[]): string {
  return differences.map(({ field, from, to }) => `${field}: ${from} → ${to}`).join("; ");
}

function effectText(effect: PolicyEffect | null): string {
  if (effect === null || effect.ended === 0) return "";
  return ` (ends ${effect.ended} keys at once; executors online with them: ${effect.online})`;
}

function summaryOf(plan: Plan): string {
  const { channels, keys, unmanaged } = plan;
  const all = [...channels.changes, ...keys];
  const count = (...kinds: readonly (KeyChange | ChannelChange)["kind"][]) =>
    all.filter(({ kind }) => kinds.includes(kind)).length;
  const unchanged = plan.unchanged + channels.unchanged;
  const problems = [...channels.problems, ...plan.problems];
  const changes = isEmpty(plan)
    ? "no changes"
    : `${count("create")} to create, ${count("update", "newSecret", "keepSecret", "dropSecret")} to change, ${count("revoke")} to revoke`;
  const stuck = problems.length === 0 ? "" : `, ${problems.length} can't be done`;
  const { externalIds, others } = unmanaged;
  const listed = externalIds.slice(0, NAMED_UNMANAGED).join(" ");
  const more = externalIds.length > NAMED_UNMANAGED ? " …" : "";
  const rest =
    externalIds.length + others === 0
      ? ""
      : `\nnot in this file, and left as they are: ${externalIds.length} with an external id${externalIds.length > 0 ? ` (${listed}${more})` : ""}, ${others} without`;
  return `${changes}, ${unchanged} unchanged${stuck}${rest}`;
}
