import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { TRPCError } from "@trpc/server";
import { describe, expect, it } from "vitest";
import { Refusal, refuse, refuseSync } from "./refusal.ts";
import {
  isSyncRefusal,
  REQUEST_REFUSALS,
  SYNC_REFUSALS,
  type RefusalCode,
  type RequestRefusalReason,
  type SyncRefusalReason,
} from "./refusals.ts";

/** Executors in other languages depend on these: a reason is never renamed, its code never changed. */
const SYNC: Record<SyncRefusalReason, { code: RefusalCode; http: number }> = {
  key_missing: { code: "UNAUTHORIZED", http: 401 },
  key_malformed: { code: "UNAUTHORIZED", http: 401 },
  key_unknown: { code: "UNAUTHORIZED", http: 401 },
  key_revoked: { code: "UNAUTHORIZED", http: 401 },
  key_expired: { code: "UNAUTHORIZED", http: 401 },
  key_paused: { code: "FORBIDDEN", http: 403 },
  key_bound_to_other_executor: { code: "FORBIDDEN", http: 403 },
  organization_mismatch: { code: "FORBIDDEN", http: 403 },
  organization_inactive: { code: "FORBIDDEN", http: 403 },
  kind_mismatch: { code: "CONFLICT", http: 409 },
  executor_limit: { code: "CONFLICT", http: 409 },
  rate_limited: { code: "TOO_MANY_REQUESTS", http: 429 },
  unavailable: { code: "SERVICE_UNAVAILABLE", http: 503 },
};

const REQUEST: Record<RequestRefusalReason, { code: RefusalCode; http: number }> = {
  invalid_input: { code: "BAD_REQUEST", http: 400 },
  sign_in_wrong: { code: "UNAUTHORIZED", http: 401 },
  sign_in_code_wrong: { code: "UNAUTHORIZED", http: 401 },
  sign_in_expired: { code: "UNAUTHORIZED", http: 401 },
  not_signed_in: { code: "UNAUTHORIZED", http: 401 },
  not_permitted: { code: "FORBIDDEN", http: 403 },
  no_organization: { code: "FORBIDDEN", http: 403 },
  management_key_missing: { code: "UNAUTHORIZED", http: 401 },
  management_key_malformed: { code: "UNAUTHORIZED", http: 401 },
  management_key_unknown: { code: "UNAUTHORIZED", http: 401 },
  management_key_revoked: { code: "UNAUTHORIZED", http: 401 },
  management_key_expired: { code: "UNAUTHORIZED", http: 401 },
  management_key_orphaned: { code: "UNAUTHORIZED", http: 401 },
  login_code_invalid: { code: "NOT_FOUND", http: 404 },
  management_key_address: { code: "FORBIDDEN", http: 403 },
  scope_missing: { code: "FORBIDDEN", http: 403 },
  not_for_management_keys: { code: "FORBIDDEN", http: 403 },
  management_key_not_found: { code: "NOT_FOUND", http: 404 },
  management_key_revoked_already: { code: "CONFLICT", http: 409 },
  management_key_limit: { code: "CONFLICT", http: 409 },
  channel_not_found: { code: "NOT_FOUND", http: 404 },
  channel_limit: { code: "CONFLICT", http: 409 },
  channel_has_no_secret: { code: "CONFLICT", http: 409 },
  channel_sends_nothing: { code: "CONFLICT", http: 409 },
  channel_unreadable: { code: "CONFLICT", http: 409 },
  mail_not_configured: { code: "CONFLICT", http: 409 },
  delivery_not_found: { code: "NOT_FOUND", http: 404 },
  delivery_waiting: { code: "CONFLICT", http: 409 },
  organization_inactive: { code: "FORBIDDEN", http: 403 },
  organization_not_found: { code: "NOT_FOUND", http: 404 },
  key_not_found: { code: "NOT_FOUND", http: 404 },
  key_exists: { code: "CONFLICT", http: 409 },
  key_revoked: { code: "CONFLICT", http: 409 },
  key_expired: { code: "CONFLICT", http: 409 },
  idempotency_key_reused: { code: "CONFLICT", http: 409 },
  idempotency_key_in_use: { code: "CONFLICT", http: 409 },
  idempotency_answer_lost: { code: "CONFLICT", http: 409 },
  key_not_paused: { code: "CONFLICT", http: 409 },
  key_retiring: { code: "CONFLICT", http: 409 },
  key_life_too_long: { code: "CONFLICT", http: 409 },
  renewal_pending: { code: "CONFLICT", http: 409 },
  renewal_not_bound: { code: "CONFLICT", http: 409 },
  key_unused: { code: "CONFLICT", http: 409 },
  too_many_renewals: { code: "TOO_MANY_REQUESTS", http: 429 },
  key_not_revoked: { code: "CONFLICT", http: 409 },
  key_changed: { code: "CONFLICT", http: 409 },
  preview_outdated: { code: "CONFLICT", http: 409 },
  selection_too_large: { code: "CONFLICT", http: 409 },
  code_missing: { code: "UNAUTHORIZED", http: 401 },
  code_invalid: { code: "UNAUTHORIZED", http: 401 },
  code_used: { code: "CONFLICT", http: 409 },
  code_not_found: { code: "NOT_FOUND", http: 404 },
  executor_not_found: { code: "NOT_FOUND", http: 404 },
  executor_exists: { code: "CONFLICT", http: 409 },
  executor_has_no_key: { code: "CONFLICT", http: 409 },
  slug_taken: { code: "CONFLICT", http: 409 },
  organization_limit: { code: "CONFLICT", http: 409 },
  organization_active: { code: "CONFLICT", http: 409 },
  member_not_found: { code: "NOT_FOUND", http: 404 },
  member_changed: { code: "CONFLICT", http: 409 },
  role_unchanged: { code: "CONFLICT", http: 409 },
  last_owner: { code: "CONFLICT", http: 409 },
  ownership_changed: { code: "CONFLICT", http: 409 },
  already_owner: { code: "CONFLICT", http: 409 },
  already_member: { code: "CONFLICT", http: 409 },
  invitation_exists: { code: "CONFLICT", http: 409 },
  invitation_not_found: { code: "NOT_FOUND", http: 404 },
  invitation_accepted: { code: "CONFLICT", http: 409 },
  invitation_cancelled: { code: "CONFLICT", http: 409 },
  invitation_expired: { code: "CONFLICT", http: 409 },
  invitation_for_other_address: { code: "FORBIDDEN", http: 403 },
  session_not_found: { code: "NOT_FOUND", http: 404 },
  password_wrong: { code: "FORBIDDEN", http: 403 },
  reset_link_invalid: { code: "NOT_FOUND", http: 404 },
  reset_needs_mail: { code: "FORBIDDEN", http: 403 },
  two_factor_on: { code: "CONFLICT", http: 409 },
  two_factor_off: { code: "CONFLICT", http: 409 },
  two_factor_code_wrong: { code: "FORBIDDEN", http: 403 },
  account_exists: { code: "CONFLICT", http: 409 },
  setup_code_wrong: { code: "FORBIDDEN", http: 403 },
  setup_finished: { code: "CONFLICT", http: 409 },
  too_many_changes: { code: "TOO_MANY_REQUESTS", http: 429 },
  too_many_requests: { code: "TOO_MANY_REQUESTS", http: 429 },
  invitation_limit: { code: "CONFLICT", http: 409 },
  audit_rows_lost: { code: "CONFLICT", http: 409 },
  audit_row_differs: { code: "CONFLICT", http: 409 },
  witness_key_wrong: { code: "BAD_REQUEST", http: 400 },
  witness_exists: { code: "CONFLICT", http: 409 },
  witness_limit: { code: "CONFLICT", http: 409 },
  witness_not_found: { code: "NOT_FOUND", http: 404 },
  cosignature_wrong: { code: "FORBIDDEN", http: 403 },
  too_many_streams: { code: "TOO_MANY_REQUESTS", http: 429 },
  too_many_subscriptions: { code: "TOO_MANY_REQUESTS", http: 429 },
  rate_limited: { code: "TOO_MANY_REQUESTS", http: 429 },
  busy: { code: "SERVICE_UNAVAILABLE", http: 503 },
  unavailable: { code: "SERVICE_UNAVAILABLE", http: 503 },
};

const httpStatus = (code: RefusalCode) => getHTTPStatusCodeFromError(new TRPCError({ code }));

describe.each([
  { what: "a sync", refusals: SYNC_REFUSALS, expected: SYNC },
  { what: "a person's request", refusals: REQUEST_REFUSALS, expected: REQUEST },
])("the refusals of $what", ({ refusals, expected }) => {
  it("are exactly the documented ones", () => {
    expect(Object.keys(refusals).sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(Object.entries(expected))("%s is $code, HTTP $http", (reason, { code, http }) => {
    const entry = refusals[reason as keyof typeof refusals];
    expect(entry.code).toBe(code);
    expect(httpStatus(code)).toBe(http);
  });

  it.each(Object.entries(refusals))("%s has a message of its own", (reason, { message }) => {
    expect(message).toMatch(/^[A-Z][^\n]{15,}\.$/);
    expect(message).not.toContain(reason);
    expect(Object.values(refusals).filter((entry) => entry.message === message)).toHaveLength(1);
  });
});

describe("a refusal", () => {
  it("carries reason, code and words", () => {
    const refusal = refuseSync("key_expired");
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ reason: "key_expired", ...SYNC_REFUSALS.key_expired, details: {} });
  });

  it("of the same reason is another one to an executor than to a person", () => {
    expect(refuseSync("key_revoked").code).toBe("UNAUTHORIZED");
    expect(refuse("key_revoked").code).toBe("CONFLICT");
  });

  it("carries what may accompany it", () => {
    expect(refuseSync("rate_limited", { retryAfterMs: 1_500 }).details).toEqual({ retryAfterMs: 1_500 });
    expect(refuse("invalid_input", { fieldErrors: { cursor: ["No."] } }).details.fieldErrors).toEqual({
      cursor: ["No."],
    });
  });

  it("is a sync's only if it stands in the table of a sync's", () => {
    for (const reason of Object.keys(SYNC) as SyncRefusalReason[]) expect(isSyncRefusal(reason)).toBe(true);
    const others = (Object.keys(REQUEST) as RequestRefusalReason[]).filter((reason) => !(reason in SYNC));
    expect(others).toContain("key_not_found");
    for (const reason of others) expect(isSyncRefusal(reason)).toBe(false);
  });
});
