import type { AuditAction } from "./audit-actions.ts";

/** Whether a row of an action also says that the organization, its members or its invitations look different now. */
export const SUBSCRIBERS_OF_ACTION = {
  "api_key.created": "auditLog",
  "api_key.updated": "auditLog",
  "api_key.rotated": "auditLog",
  "api_key.revoked": "auditLog",
  "api_key.deleted": "auditLog",
  "executor.deleted": "auditLog",
  "management_key.created": "auditLog",
  "management_key.revoked": "auditLog",
  "member.invited": "organization",
  "member.joined": "organization",
  "member.role_changed": "organization",
  "member.removed": "organization",
  "member.password_reset_requested": "organization",
  "invitation.resent": "organization",
  "invitation.cancelled": "organization",
  "organization.created": "organization",
  "organization.updated": "organization",
  "organization.ownership_transferred": "organization",
  "organization.deactivated": "organization",
  "organization.reactivated": "organization",
  "session.signed_in": "auditLog",
  "session.signed_out": "auditLog",
  "session.sign_in_failed": "auditLog",
  // The list of members shows people as they are.
  "user.updated": "organization",
  "user.password_changed": "organization",
  "user.two_factor_enabled": "organization",
  "user.two_factor_disabled": "organization",
} as const satisfies Readonly<Record<AuditAction, "auditLog" | "organization">>;
