import type { AuditAction, AuditCause, AuditView } from "@excalibur/api/contract";
import { describeUserAgent } from "../../components/user-agent.ts";

/** What each action is called, by what it is about. */
export const ACTION_GROUPS = {
  Keys: {
    "api_key.created": "Key created",
    "api_key.updated": "Key changed",
    "api_key.rotated": "Key rotated",
    "api_key.paused": "Key paused",
    "api_key.resumed": "Key resumed",
    "api_key.renewal_asked": "Renewal asked for",
    "api_key.renewal_contested": "Second secret offered",
    "api_key.revoked": "Key revoked",
    "api_key.deleted": "Key deleted",
  },
  "Management keys": {
    "management_key.created": "Management key created",
    "management_key.refused": "Login of a command refused",
    "management_key.revoked": "Management key revoked",
  },
  "Enrolment codes": {
    "enrolment_code.created": "Code created",
    "enrolment_code.revoked": "Code revoked",
    "enrolment_code.reused": "Code used twice",
  },
  Executors: { "executor.updated": "Executor changed", "executor.deleted": "Executor deleted" },
  Members: {
    "member.invited": "Member invited",
    "invitation.resent": "Invitation sent again",
    "invitation.cancelled": "Invitation cancelled",
    "member.joined": "Member joined",
    "member.role_changed": "Role changed",
    "member.removed": "Member removed",
    "member.password_reset_requested": "Password reset started",
  },
  Organization: {
    "organization.created": "Organization created",
    "organization.updated": "Organization changed",
    "organization.policy_updated": "Key policy changed",
    "organization.ownership_transferred": "Ownership transferred",
    "organization.deactivated": "Organization deactivated",
    "organization.reactivated": "Organization reactivated",
  },
  "Notification channels": {
    "channel.created": "Channel created",
    "channel.updated": "Channel changed",
    "channel.deleted": "Channel deleted",
    "channel.secret_rotated": "Channel secret replaced",
    "channel.tested": "Channel tested",
    "channel.sent_again": "Message sent again",
  },
  Witnesses: { "witness.added": "Witness registered", "witness.removed": "Witness removed" },
  "Sessions and accounts": {
    "session.signed_in": "Signed in",
    "session.signed_out": "Signed out",
    "session.sign_in_failed": "Sign-in failed",
    "user.updated": "Account changed",
    "user.password_changed": "Password changed",
    "user.two_factor_enabled": "Two-factor turned on",
    "user.two_factor_disabled": "Two-factor turned off",
  },
} as const satisfies Record<string, Partial<Record<AuditAction, string>>>;

const ACTION_LABELS: Readonly<Record<string, string>> = Object.assign({}, ...Object.values(ACTION_GROUPS));

/** The label of an action. An unknown action is shown as it is: the row may have been tampered with. */
export function actionLabel(action: string): string {
  return Object.hasOwn(ACTION_LABELS, action) ? (ACTION_LABELS[action] ?? action) : action;
}

/** Kinds of actors and targets. */
export const KIND_LABELS: Readonly<Record<string, string>> = {
  api_key: "API key",
  management_key: "Management key",
  enrolment_code: "Enrolment code",
  executor: "Executor",
  member: "Member",
  invitation: "Invitation",
  organization: "Organization",
  channel: "Notification channel",
  session: "Session",
  user: "Person",
  witness: "Witness",
  system: "The system",
};

const CAUSE_LABELS: Readonly<Record<string, string>> = {
  manual: "by hand",
  rotation: "replaced by rotation",
  renewal: "renewed by its executor",
  rebind: "its executor moved to another key",
  executor_access: "with the executor's access",
  executor_deleted: "with its executor",
  restore: "after a backup was restored",
  policy: "unused for as long as the policy allows",
  signed_out: "signed out",
  revoked: "ended from another session",
  removed: "removed by another member",
  left: "left by themselves",
  changed: "changed with the current password",
  reset: "reset by a link",
} satisfies Record<AuditCause, string>;

/** The one detail that matters most in a list: why a key was revoked, from which role to which. */
export function detailInShort({ details }: Pick<AuditView, "details">): string | null {
  const { cause, from, to, role } = details;
  if (typeof cause === "string") return causeLabel(cause);
  if (typeof from === "string" && typeof to === "string") return `${from} → ${to}`;
  return typeof role === "string" ? `as ${role}` : null;
}

function causeLabel(cause: string): string {
  return Object.hasOwn(CAUSE_LABELS, cause) ? (CAUSE_LABELS[cause] ?? cause) : cause;
}

/** What a row is about. A session is known by its browser. */
export function describeTarget({ kind, name }: AuditView["target"]): string {
  return kind === "session" ? describeUserAgent(name) : name;
}
