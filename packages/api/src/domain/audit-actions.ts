import type { Role } from "./permission-policy.ts";

/** Every change that leaves an audit row. */
export const AUDIT_ACTIONS = [
  "api_key.created",
  "api_key.updated",
  "api_key.rotated",
  "api_key.paused",
  "api_key.resumed",
  "api_key.renewal_asked",
  "api_key.renewal_contested",
  "api_key.revoked",
  "api_key.deleted",
  "enrolment_code.created",
  "enrolment_code.revoked",
  "enrolment_code.reused",
  "executor.updated",
  "executor.deleted",
  "management_key.created",
  "management_key.revoked",
  "management_key.refused",
  "member.invited",
  "member.joined",
  "member.role_changed",
  "member.removed",
  "member.password_reset_requested",
  "invitation.resent",
  "invitation.cancelled",
  "organization.created",
  "organization.updated",
  "organization.policy_updated",
  "organization.ownership_transferred",
  "organization.deactivated",
  "organization.reactivated",
  "channel.created",
  "channel.updated",
  "channel.deleted",
  "channel.secret_rotated",
  "channel.tested",
  "channel.sent_again",
  "session.signed_in",
  "session.signed_out",
  "session.sign_in_failed",
  "user.updated",
  "user.password_changed",
  "user.two_factor_enabled",
  "user.two_factor_disabled",
  "witness.added",
  "witness.removed",
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** What revoked a key, in the details of its audit row. */
export const REVOCATION_CAUSES = [
  "manual",
  "rotation",
  "renewal",
  "rebind",
  "executor_access",
  "executor_deleted",
  "restore",
  "policy",
] as const;
export type RevocationCause = (typeof REVOCATION_CAUSES)[number];

/** The key that follows a revoked one, the executor it was about, or the reason that a person gave. */
export interface RevocationDetails {
  readonly reason?: string;
  readonly replacedByKeyId?: string;
  /** The key whose unused successor it was. */
  readonly predecessorKeyId?: string;
  /** When it had ended by itself, which was written down later. */
  readonly endedAt?: string;
  readonly executorId?: string;
}

/** Every `cause` in the details of audit rows. */
export const AUDIT_CAUSES = [
  ...REVOCATION_CAUSES,
  /** Of an ended session. */
  "signed_out",
  "revoked",
  /** Of a membership that ended. */
  "removed",
  "left",
  /** Of a password. */
  "changed",
  "reset",
] as const;
export type AuditCause = (typeof AUDIT_CAUSES)[number];

/** Who did it. */
export type AuditActor =
  | { readonly kind: "user"; readonly id: string; readonly name: string; readonly email: string; readonly role: Role }
  | { readonly kind: "executor"; readonly id: string; readonly name: string }
  /** A program, by a management key. */
  | { readonly kind: "management_key"; readonly id: string; readonly name: string }
  | { readonly kind: "system"; readonly name: string };

export const AUDIT_TARGET_KINDS = [
  "api_key",
  "management_key",
  "enrolment_code",
  "executor",
  "member",
  "invitation",
  "organization",
  "channel",
  "session",
  "user",
  "witness",
] as const;

/** To what. */
export interface AuditTarget {
  readonly kind: (typeof AUDIT_TARGET_KINDS)[number];
  readonly id: string;
  readonly name: string;
}

/** Who changes something, from where, when: the part that all audit rows of one change share. */
export interface ChangeOrigin {
  readonly organizationId: string;
  readonly actor: AuditActor;
  readonly at: Date;
  readonly sourceAddress: string | null;
}

/** One change, before it gets its number in the chain. The writer names each detail: never an input as a whole. */
export interface AuditEntry extends ChangeOrigin {
  readonly action: AuditAction;
  readonly target: AuditTarget;
  readonly details: Readonly<Record<string, string | number | boolean | null>> & { readonly cause?: AuditCause | null };
}
