import { AUDIT_REFUSALS } from "./audit-refusals.ts";
import { IDEMPOTENCY_REFUSALS } from "./idempotency-refusals.ts";
import { INVITATION_REFUSALS } from "./invitation-refusals.ts";
import { CHANNEL_REFUSALS } from "./channel-refusals.ts";
import { CODE_REFUSALS } from "./code-refusals.ts";
import { RENEWAL_REFUSALS } from "./renewal-refusals.ts";

/**
 * Every refusal of the server, as closed tables: a stable reason for programs, a tRPC code, and a message for people.
 * A reason is never renamed; executors in other languages depend on it.
 */

/** The tRPC codes a refusal may carry. */
export type RefusalCode =
  | "BAD_REQUEST"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "CONFLICT"
  | "TOO_MANY_REQUESTS"
  | "SERVICE_UNAVAILABLE";

interface RefusalEntry {
  code: RefusalCode;
  message: string;
  /** Milliseconds after which a new attempt makes sense, where that is always the same. */
  retryAfterMs?: number;
}

/** Short: most of what keeps a database away is over in seconds, and clients add pauses of their own. */
const UNAVAILABLE_RETRY_MS = 2_000;

/** Why an executor's sync is refused. */
export const SYNC_REFUSALS = {
  key_missing: {
    code: "UNAUTHORIZED",
    message: "No API key was sent. Send it as the header 'Authorization: Bearer exc_…'.",
  },
  key_malformed: {
    code: "UNAUTHORIZED",
    message: "This is not a complete API key: it was mistyped or cut short. Copy the whole 'exc_…' key again.",
  },
  key_unknown: {
    code: "UNAUTHORIZED",
    message: "This server does not know the API key: it was deleted, or it belongs to another server. Use a new key.",
  },
  key_revoked: { code: "UNAUTHORIZED", message: "This API key was revoked. Give the executor a new key." },
  key_expired: { code: "UNAUTHORIZED", message: "This API key has expired. Give the executor a new key." },
  key_paused: {
    code: "FORBIDDEN",
    message: "This API key is paused. Keep trying: it is accepted when the pause ends.",
  },
  key_bound_to_other_executor: {
    code: "FORBIDDEN",
    message: "This API key was made for another executor. Use that executor's name, or create a key for this one.",
  },
  organization_mismatch: {
    code: "FORBIDDEN",
    message: "This API key belongs to another organization than the one the executor is configured for.",
  },
  organization_inactive: {
    code: "FORBIDDEN",
    message: "The organization is deactivated. An owner can reactivate it.",
  },
  kind_mismatch: {
    code: "CONFLICT",
    message: "An executor of this name exists with another kind. Choose another name, or delete that executor first.",
  },
  executor_limit: {
    code: "CONFLICT",
    message:
      "This API key has 10,000 executors, which is as many as one key may have. Create another key, or delete executors that are gone.",
  },
  rate_limited: {
    code: "TOO_MANY_REQUESTS",
    message: "Too many attempts from this address. Wait before trying again.",
  },
  unavailable: {
    code: "SERVICE_UNAVAILABLE",
    message: "The server can't use its database now and so can't judge the API key. Keep the key and try again.",
    retryAfterMs: UNAVAILABLE_RETRY_MS,
  },
} as const satisfies Record<string, RefusalEntry>;

/** Why a person's request is refused. */
export const REQUEST_REFUSALS = {
  invalid_input: { code: "BAD_REQUEST", message: "Some of the values can't be used." },
  sign_in_wrong: { code: "UNAUTHORIZED", message: "The e-mail address or the password is not right." },
  sign_in_code_wrong: {
    code: "UNAUTHORIZED",
    message:
      "That code is not right, or was used already. Enter the one that your app shows now, or another recovery code.",
  },
  sign_in_expired: {
    code: "UNAUTHORIZED",
    message: "This sign-in took longer than 10 minutes, or was ended. Start again with your password.",
  },
  not_signed_in: { code: "UNAUTHORIZED", message: "Your session has ended. Sign in again." },
  not_permitted: { code: "FORBIDDEN", message: "Your role in this organization does not allow this." },
  no_organization: { code: "FORBIDDEN", message: "You are no longer a member of this organization." },
  management_key_missing: {
    code: "UNAUTHORIZED",
    message: "No management key was sent. Send it as the header 'Authorization: Bearer exm_…'.",
  },
  management_key_malformed: {
    code: "UNAUTHORIZED",
    message: "This is not a complete management key: it was mistyped or cut short. Copy the whole 'exm_…' key again.",
  },
  management_key_unknown: {
    code: "UNAUTHORIZED",
    message: "This server does not know the management key. Check the server's address, or create a new key.",
  },
  management_key_revoked: {
    code: "UNAUTHORIZED",
    message: "This management key was revoked. Create a new one in the app.",
  },
  management_key_expired: {
    code: "UNAUTHORIZED",
    message: "This management key has expired. Create a new one in the app.",
  },
  management_key_orphaned: {
    code: "UNAUTHORIZED",
    message:
      "The person who created this management key is no longer a member of its organization. Create a new one in the app.",
  },
  login_code_invalid: {
    code: "NOT_FOUND",
    message:
      "This code can't be confirmed: it is mistyped, was used, or is older than 10 minutes. Run excalibur login again for a new one.",
  },
  management_key_address: {
    code: "FORBIDDEN",
    message:
      "This management key may not be used from this network address. Its list of addresses is fixed: create a new key for others.",
  },
  scope_missing: {
    code: "FORBIDDEN",
    message: "This management key does not have the scope for this. Create a key that has it.",
  },
  not_for_management_keys: {
    code: "FORBIDDEN",
    message: "Management keys can't do this with any scope. Sign in to the app.",
  },
  management_key_not_found: {
    code: "NOT_FOUND",
    message: "There is no such management key in this organization.",
  },
  management_key_revoked_already: { code: "CONFLICT", message: "This management key is revoked already." },
  management_key_limit: {
    code: "CONFLICT",
    message:
      "The organization has 100 active management keys, which is as many as there may be. Revoke some of them first.",
  },
  organization_inactive: SYNC_REFUSALS.organization_inactive,
  organization_not_found: { code: "NOT_FOUND", message: "There is no such organization among yours." },
  key_not_found: { code: "NOT_FOUND", message: "There is no such API key in this organization." },
  key_exists: {
    code: "CONFLICT",
    message: "There is an API key with this secret already. Make a new secret, and send the hash of that one.",
  },
  key_revoked: { code: "CONFLICT", message: "This API key is revoked already." },
  key_expired: {
    code: "CONFLICT",
    message: "This API key has expired: its successor would expire too. Create a new key instead.",
  },
  key_life_too_long: {
    code: "CONFLICT",
    message: "The organization's policy does not let a key live for so long. Choose fewer days.",
  },
  key_not_revoked: { code: "CONFLICT", message: "Only a revoked API key can be deleted. Revoke it first." },
  ...IDEMPOTENCY_REFUSALS,
  key_not_paused: { code: "CONFLICT", message: "This API key is not paused, so there is nothing to resume." },
  key_retiring: {
    code: "CONFLICT",
    message: "This API key has a successor already and ends by itself. Rotate the successor, or revoke this key now.",
  },
  ...RENEWAL_REFUSALS,
  key_changed: { code: "CONFLICT", message: "Someone else changed this API key at the same moment. Look at it again." },
  preview_outdated: {
    code: "CONFLICT",
    message:
      "The filter finds another number of keys than you were shown. Nothing was changed. Look again, then repeat it.",
  },
  selection_too_large: {
    code: "CONFLICT",
    message: "The filter finds more than 10,000 keys, which is as many as one call changes. Narrow it.",
  },
  ...CODE_REFUSALS,
  ...CHANNEL_REFUSALS,
  executor_not_found: { code: "NOT_FOUND", message: "There is no such executor in this organization." },
  executor_exists: {
    code: "CONFLICT",
    message: "There is an executor of this name already. Choose another name, or create a new key for that executor.",
  },
  executor_has_no_key: {
    code: "CONFLICT",
    message: "This executor is bound to no API key, so there is nothing to revoke.",
  },
  slug_taken: { code: "CONFLICT", message: "Another organization has this short name already. Choose another one." },
  organization_limit: {
    code: "CONFLICT",
    message: "You own 10 organizations already, which is as many as one person can create. Transfer one of them first.",
  },
  organization_active: {
    code: "CONFLICT",
    message: "The organization is active already, so there is nothing to reactivate.",
  },
  member_not_found: { code: "NOT_FOUND", message: "There is no such member in this organization." },
  member_changed: { code: "CONFLICT", message: "Someone else changed this member at the same moment. Look again." },
  role_unchanged: { code: "CONFLICT", message: "The member has this role already." },
  last_owner: {
    code: "CONFLICT",
    message: "An organization always has an owner. Transfer the ownership to another member first.",
  },
  ownership_changed: {
    code: "CONFLICT",
    message: "The ownership was transferred at the same moment. You are no longer the owner.",
  },
  already_owner: { code: "CONFLICT", message: "You are the owner already. Choose another member." },
  already_member: { code: "CONFLICT", message: "This address belongs to a member of the organization already." },
  ...INVITATION_REFUSALS,
  session_not_found: { code: "NOT_FOUND", message: "You no longer have this session." },
  password_wrong: { code: "FORBIDDEN", message: "That is not your current password." },
  reset_link_invalid: {
    code: "NOT_FOUND",
    message: "This link was used already, has expired, or was replaced by a newer one. Ask for another one.",
  },
  reset_needs_mail: {
    code: "FORBIDDEN",
    message:
      "The member belongs to other organizations too, so only a mail to their address may carry the link, and this server has no mail server configured.",
  },
  two_factor_on: {
    code: "CONFLICT",
    message: "Your account asks for a second step already. Turn it off first to set up another app.",
  },
  two_factor_off: {
    code: "CONFLICT",
    message: "Your account has no second step to turn off or to confirm. Set up an app first.",
  },
  two_factor_code_wrong: {
    code: "FORBIDDEN",
    message: "That code is not right. Enter the one that your app shows now, and check your device's clock.",
  },
  account_exists: {
    code: "CONFLICT",
    message: "There is an account for this address already. Sign in with it, then accept the invitation.",
  },
  setup_code_wrong: {
    code: "FORBIDDEN",
    message: "That setup code is not right. It stands in the server's output, on the line that starts 'Setup code'.",
  },
  setup_finished: { code: "CONFLICT", message: "This server has its first owner already. Sign in instead." },
  rate_limited: { code: "TOO_MANY_REQUESTS", message: "Too many wrong attempts. Wait before trying again." },
  too_many_changes: {
    code: "TOO_MANY_REQUESTS",
    message: "That is more in a short time than one person may change. Wait before going on.",
  },
  too_many_requests: {
    code: "TOO_MANY_REQUESTS",
    message: "That is more in a short time than one management key may request. Wait before going on.",
  },
  invitation_limit: {
    code: "CONFLICT",
    message: "The organization has 500 open invitations, which is as many as there may be. Cancel some of them first.",
  },
  too_many_subscriptions: {
    code: "TOO_MANY_REQUESTS",
    message: "Too many windows follow changes live already. Close some of them; lists can be read again at any time.",
    retryAfterMs: 30_000,
  },
  ...AUDIT_REFUSALS,
  busy: {
    code: "SERVICE_UNAVAILABLE",
    message: "The server checks as many passwords as it can at the moment. Try again in a few seconds.",
  },
  unavailable: {
    code: "SERVICE_UNAVAILABLE",
    message:
      "The server can't use its database now. No change was made without an answer. Try again in a moment; if it happens again, the server's log says why.",
    retryAfterMs: UNAVAILABLE_RETRY_MS,
  },
} as const satisfies Record<string, RefusalEntry>;

export type SyncRefusalReason = keyof typeof SYNC_REFUSALS;
export type RequestRefusalReason = keyof typeof REQUEST_REFUSALS;
export type RefusalReason = SyncRefusalReason | RequestRefusalReason;

/** Whether a reason is one that turns an executor away. */
export function isSyncRefusal(reason: RefusalReason): reason is SyncRefusalReason {
  return Object.hasOwn(SYNC_REFUSALS, reason);
}
