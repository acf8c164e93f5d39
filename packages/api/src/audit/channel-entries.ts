import type { AuditAction, AuditEntry, ChangeOrigin } from "../domain/audit-actions.ts";
import type { ChannelChanges, ChannelRecord } from "../ports/channel-store.ts";

type Described = Pick<ChannelRecord, "id" | "name" | "kind" | "addresses" | "host">;

/** A channel was made. Names its kind and its receiver, never its address as a whole, its secret or its token. */
export function channelCreated(origin: ChangeOrigin, channel: Described): AuditEntry {
  return ofChannel(origin, "channel.created", channel, { kind: channel.kind, ...receiverOf(channel) });
}

/** Says which settings are new, and of the receiver what it is now. */
export function channelUpdated(origin: ChangeOrigin, channel: Described, changes: ChannelChanges): AuditEntry {
  const details = {
    changed: Object.keys(changes)
      .filter((field) => !["sealed", "tokenHash", "digestDueAt"].includes(field))
      .join(" "),
    ...("addresses" in changes || "host" in changes ? receiverOf(channel) : {}),
  };
  return ofChannel(origin, "channel.updated", channel, details);
}

/** A channel was deleted, got a new secret, or was tried. */
export function channelTouched(
  origin: ChangeOrigin,
  action: "channel.deleted" | "channel.secret_rotated" | "channel.tested",
  channel: Described,
): AuditEntry {
  return ofChannel(origin, action, channel, {});
}

/** A message of a channel was sent again by hand. */
export function channelSentAgain(origin: ChangeOrigin, channel: Described, messageId: string): AuditEntry {
  return ofChannel(origin, "channel.sent_again", channel, { messageId });
}

function receiverOf({ addresses, host }: Described) {
  return { ...(addresses.length > 0 ? { addresses: addresses.join(" ") } : {}), ...(host === null ? {} : { host }) };
}

function ofChannel(
  origin: ChangeOrigin,
  action: AuditAction,
  { id, name }: Described,
  details: AuditEntry["details"],
): AuditEntry {
  return { ...origin, action, target: { kind: "channel", id, name }, details };
}
