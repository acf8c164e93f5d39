import type { AuditAction, AuditActor, AuditEntry } from "../audit-actions.ts";
import type { NotificationDraft, ToldDetails } from "./draft.ts";
import { NOTIFICATION_KINDS, type ChosenKind } from "./notification-kinds.ts";

interface Told {
  readonly kind: ChosenKind;
  readonly details: ToldDetails;
}
type Tells = (entry: AuditEntry) => Told | null;

const nothing: Tells = () => null;
const told =
  (kind: ChosenKind, ...names: readonly string[]): Tells =>
  ({ actor, details }) => ({ kind, details: { by: byOf(actor), ...only(details, names) } });

/** What channels are told of each change that leaves an audit row; null: nothing. */
const TOLD_ACTIONS = {
  // A successor is told of as the rotation that it came from.
  "api_key.created": (entry) =>
    entry.details["replacesKeyId"] == null && entry.details.cause == null
      ? told("key.created", "expiresAt", "targetExecutorName")(entry)
      : null,
  "api_key.updated": nothing,
  "api_key.rotated": told("key.rotated", "reason", "retiresAt"),
  "api_key.paused": told("key.paused", "reason", "pausedUntil"),
  "api_key.resumed": nothing,
  "api_key.renewal_asked": nothing,
  "api_key.renewal_contested": told("key.renewal_contested"),
  "api_key.revoked": toldOfRevocation,
  "api_key.deleted": told("key.deleted"),
  "enrolment_code.created": nothing,
  "enrolment_code.revoked": nothing,
  "enrolment_code.reused": (entry) => ({
    kind: "code.reused",
    details: { ...only(entry.details, ["firstAddress"]), secondAddress: entry.sourceAddress },
  }),
  "executor.updated": nothing,
  "executor.deleted": nothing,
  "management_key.created": told("management_key.created", "scopes", "expiresAt"),
  "management_key.revoked": nothing,
  "management_key.refused": nothing,
  "member.invited": nothing,
  "member.joined": nothing,
  "member.role_changed": nothing,
  "member.removed": nothing,
  "member.password_reset_requested": nothing,
  "invitation.resent": nothing,
  "invitation.cancelled": nothing,
  "organization.created": nothing,
  "organization.updated": nothing,
  "organization.policy_updated": nothing,
  "organization.ownership_transferred": nothing,
  "organization.deactivated": nothing,
  "organization.reactivated": nothing,
  "channel.created": nothing,
  "channel.updated": nothing,
  "channel.deleted": nothing,
  "channel.secret_rotated": nothing,
  "channel.tested": nothing,
  "channel.sent_again": nothing,
  "session.signed_in": nothing,
  "session.signed_out": nothing,
  "session.sign_in_failed": nothing,
  "user.updated": nothing,
  "user.password_changed": nothing,
  "user.two_factor_enabled": nothing,
  "user.two_factor_disabled": nothing,
  "witness.added": nothing,
  "witness.removed": nothing,
} as const satisfies Readonly<Record<AuditAction, Tells>>;

/** What channels are told of a change that leaves an audit row; null: nothing. */
export function draftOfEntry(entry: AuditEntry): NotificationDraft | null {
  const tells: Tells = TOLD_ACTIONS[entry.action];
  const found = tells(entry);
  if (found === null) return null;
  const { organizationId, at, target } = entry;
  const { kind, details } = found;
  const subject = { id: target.id, name: target.name };
  return { organizationId, kind, level: NOTIFICATION_KINDS[kind].level, at, subject, details };
}

/** The end of a rotation or a renewal is told of as the key's rotation: once, when it has happened or begun. */
function toldOfRevocation(entry: AuditEntry): Told | null {
  const { cause, endedAt, predecessorKeyId } = entry.details;
  switch (cause) {
    case "rotation":
      return endedAt === undefined ? told("key.rotated", "reason")(entry) : null;
    case "renewal":
      return predecessorKeyId === undefined ? told("key.rotated", "cause")(entry) : null;
    default:
      return told("key.revoked", "cause", "reason")(entry);
  }
}

function byOf(actor: AuditActor): string {
  return actor.kind === "user" ? `${actor.name} (${actor.email})` : actor.name;
}

function only(details: AuditEntry["details"], names: readonly string[]): ToldDetails {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = details[name];
      return value === undefined || value === null ? [] : [[name, value]];
    }),
  );
}
