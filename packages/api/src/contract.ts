/** What clients may know: schemas, views, reasons and the shape of a secret. Safe in a browser. */
export * from "./contract/account.ts";
export * from "./contract/annotations.ts";
export * from "./contract/activity.ts";
export * from "./contract/api-keys.ts";
export * from "./contract/audit.ts";
export * from "./contract/capabilities.ts";
export * from "./contract/channels.ts";
export * from "./contract/codes.ts";
export * from "./contract/events.ts";
export * from "./contract/executors.ts";
export * from "./contract/exports.ts";
export * from "./contract/fields.ts";
export * from "./contract/live.ts";
export * from "./contract/logins.ts";
export { LiveBacklog } from "./live/live-backlog.ts";
export * from "./contract/key-facets.ts";
export * from "./contract/key-selections.ts";
export * from "./contract/invitations.ts";
export * from "./contract/management-keys.ts";
export * from "./contract/members.ts";
export * from "./contract/notices.ts";
export * from "./contract/organizations.ts";
export * from "./contract/overview.ts";
export * from "./contract/policies.ts";
export * from "./contract/renewals.ts";
export * from "./contract/setup.ts";
export * from "./contract/sync.ts";
export * from "./contract/witnesses.ts";
export { CHAIN_PROBLEMS, type ChainProblem } from "./domain/audit-verification.ts";
export {
  AUDIT_ACTIONS,
  AUDIT_CAUSES,
  AUDIT_TARGET_KINDS,
  type AuditAction,
  type AuditCause,
} from "./domain/audit-actions.ts";
export { CODE_STATUSES, parseCode, type CodeStatus } from "./domain/enrolment-code.ts";
export { expiryAfterDays, MAX_EXPIRY_DAYS } from "./domain/key-expiry.ts";
export { isRetiring, MAX_OVERLAP_MS, reasonOfEnd, type EndReason } from "./domain/key-end.ts";
export { isPaused, PAUSE_MINUTES } from "./domain/key-pause.ts";
export {
  exemptLabelProblem,
  isExempt,
  longestLifeProblem,
  policyForKey,
  UNUSED_WARNING_DAYS,
} from "./domain/key-policy.ts";
export { cutName, MAX_KEY_NAME_LENGTH, rotatedName } from "./domain/key-name.ts";
export {
  LABEL_PROBLEMS,
  labelNameProblem,
  labelText,
  labelTexts,
  labelValueProblem,
  MAX_LABELS,
  parseLabel,
  type LabelProblem,
  type Labels,
} from "./domain/labels.ts";
export {
  LAST_ACCEPTED_HEADER,
  readLastAccepted,
  writeLastAccepted,
  type LastAccepted,
} from "./domain/last-accepted.ts";
export { MAX_NOTE_LENGTH } from "./domain/note.ts";
export {
  formatSecret,
  hintOf,
  SECRET_LENGTH,
  parseSecret,
  SECRET_PATTERN,
  SECRET_PREFIXES,
  SECRET_RANDOM_BYTES,
  type SecretKind,
} from "./domain/key-secret.ts";
export { holdsSecret, LOOKS_LIKE_A_KEY, TEXT_PROBLEMS, textProblem } from "./domain/shown-text.ts";
export { INVITATION_STATUSES, type InvitationStatus } from "./domain/invitation-status.ts";
export { EXECUTOR_STATES, type ExecutorState } from "./domain/executor-state.ts";
export {
  CHOSEN_KINDS,
  NOTIFICATION_KINDS,
  NOTIFICATION_LEVELS,
  type ChosenKind,
  type NotificationKind,
  type NotificationLevel,
} from "./domain/notifications/notification-kinds.ts";
export { placeOfMessage, type MessagePlace } from "./domain/notifications/place-of-message.ts";
export { EVENT_LEVELS, EXECUTOR_EVENT_TYPES } from "./domain/executor-events.ts";
export { CANNOT_RENEW, type CannotRenew } from "./domain/key-renewal.ts";
export { followersOfAll, MAX_FOLLOWERS_NAMED, type KeyFollowers, type MovedFollower } from "./domain/key-followers.ts";
export type { KeyRefusalReason } from "./domain/key-refusal.ts";
export { MANAGEMENT_SCOPES, type ManagementScope } from "./domain/management-scopes.ts";
export { KEY_STATUSES, keyStatus, type KeyStatus } from "./domain/key-status.ts";
export { isOnline, NEXT_SYNC_IN_MS, OFFLINE_AFTER_MS } from "./domain/executor-presence.ts";
export {
  judgeInvitation,
  judgePasswordReset,
  judgeRemoval,
  judgeRoleChange,
  type MemberFacts,
} from "./domain/member-rules.ts";
export { isAllowed, ROLES, type Permission, type Role } from "./domain/permission-policy.ts";
export {
  REQUEST_REFUSALS,
  SYNC_REFUSALS,
  type RefusalReason,
  type RequestRefusalReason,
  type SyncRefusalReason,
} from "./domain/refusals.ts";
