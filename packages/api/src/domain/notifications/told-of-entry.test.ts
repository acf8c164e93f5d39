import { expect, it } from "vitest";
import type { AuditAction, AuditEntry } from "../audit-actions.ts";
import { draftOfEntry } from "./told-of-entry.ts";
import { draftOfEvent } from "./told-of-event.ts";

const entry = (action: AuditAction, details: AuditEntry["details"] = {}): AuditEntry => ({
  organizationId: "org_1",
  actor: { kind: "user", id: "usr_1", name: "Ada", email: "ada@acme.test", role: "owner" },
  at: new Date(0),
  sourceAddress: "192.0.2.1",
  action,
  target: { kind: "api_key", id: "key_1", name: "billing" },
  details,
});

it.each([
  ["a key that is made", "api_key.created", { replacesKeyId: null }, "key.created"],
  ["the successor of a rotation", "api_key.created", { replacesKeyId: "key_0" }, null],
  ["the successor of a renewal", "api_key.created", { replacesKeyId: "key_0", cause: "renewal" }, null],
  ["a rotation at once", "api_key.revoked", { cause: "rotation" }, "key.rotated"],
  ["a rotation with overlap", "api_key.rotated", { retiresWhenMoved: true }, "key.rotated"],
  ["the end of that overlap", "api_key.revoked", { cause: "rotation", endedAt: "1970-01-01T00:00:00Z" }, null],
  ["a renewal", "api_key.revoked", { cause: "renewal" }, "key.rotated"],
  ["a successor that nothing used", "api_key.revoked", { cause: "renewal", predecessorKeyId: "key_0" }, null],
  ["a revocation by hand", "api_key.revoked", { cause: "manual" }, "key.revoked"],
  ["a revocation by the policy", "api_key.revoked", { cause: "policy" }, "key.revoked"],
  ["a sign-in", "session.signed_in", {}, null],
] as const)("tells %s once: %s with %j as %s", (_, action, details, kind) => {
  expect(draftOfEntry(entry(action, details))?.kind ?? null).toBe(kind);
});

it("tells only details that are named, so that a new one stays inside", () => {
  const details = { cause: "manual", reason: "it leaked", note: "internal", replacedByKeyId: "key_2" } as const;
  expect(draftOfEntry(entry("api_key.revoked", details))?.details).toEqual({
    by: "Ada (ada@acme.test)",
    cause: "manual",
    reason: "it leaked",
  });
});

it("tells of a code that came twice by its audit row alone, and of an unused key by the key", () => {
  const event = { organizationId: "org_1", executorId: null, executorName: "web-1", at: new Date(0), keyId: "key_1" };
  expect(
    draftOfEvent({ ...event, type: "executor.code_reused", level: "warning", details: { firstAddress: "192.0.2.1" } }),
  ).toBeNull();
  const unused = draftOfEvent({ ...event, type: "executor.key_unused", level: "warning", details: { key: "billing" } });
  expect(unused?.subject).toEqual({ id: "key_1", name: "billing" });
});
