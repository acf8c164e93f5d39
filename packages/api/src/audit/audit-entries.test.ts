import { describe, expect, it } from "vitest";
import type { ActingMember } from "../ports/session.ts";
import {
  executorDeleted,
  executorUpdated,
  keyCreated,
  keyDeleted,
  keyRevoked,
  keyUpdated,
  originOf,
} from "./audit-entries.ts";

const at = new Date("2026-06-01T12:00:00.000Z");
const member: ActingMember = {
  user: { userId: "usr_1", name: "Ada", email: "ada@example.com" },
  organization: { id: "org_1", name: "Acme", slug: "acme", deactivatedAt: null },
  role: "admin",
  by: { kind: "session", sessionId: "ses_1" },
};
const origin = originOf(member, at, "192.0.2.1");
/** A key's whole row, as the use cases hand it over. */
const key = {
  id: "key_1",
  organizationId: "org_1",
  name: "prod",
  secretHash: "the hash of the secret",
  hint: "exc_a1B2",
  note: "",
  labels: {},
  owner: { id: "mem_1", userId: "usr_1", name: "Ada" },
  createdAt: at,
  createdById: "usr_1",
  createdByName: "Ada",
  expiresAt: new Date("2026-07-01T12:00:00.000Z"),
  targetExecutorId: "exe_1",
  targetExecutorName: "edge-1",
  targetExecutorKind: null,
  revokePrevious: false,
  replacesKeyId: "key_0",
};
const everyEntry = [
  keyCreated(origin, key),
  keyUpdated(origin, key, { note: "for CI", labels: { env: "prod" }, owner: null }),
  keyRevoked(origin, key, "manual"),
  keyDeleted(origin, key),
  executorUpdated(origin, { ...key, id: "exe_1", name: "edge-1" }, { note: "rack 7", labels: { site: "fra1" } }),
  executorDeleted(origin, { ...key, id: "exe_1", name: "edge-1", boundKeyId: "key_1" }),
];

describe("every audit row of a change by a member", () => {
  it("says who, in which role, where, when and from which address, and does not contain the session", () => {
    for (const entry of everyEntry) {
      expect(entry).toMatchObject({
        organizationId: "org_1",
        actor: { kind: "user", id: "usr_1", name: "Ada", email: "ada@example.com", role: "admin" },
        at,
        sourceAddress: "192.0.2.1",
      });
      expect(JSON.stringify(entry)).not.toContain("ses_1");
    }
  });

  it("contains only the allowed fields of a key or executor, never its secret's hash", () => {
    for (const entry of everyEntry) expect(JSON.stringify(entry)).not.toMatch(/hash|exc_/);
  });
});

describe("the audit row", () => {
  const target = { kind: "api_key", id: "key_1", name: "prod" };

  it("of a new key names its expiry, its executor and the key it replaces", () => {
    expect(keyCreated(origin, key)).toMatchObject({
      action: "api_key.created",
      target,
      details: { expiresAt: "2026-07-01T12:00:00.000Z", targetExecutorId: "exe_1", replacesKeyId: "key_0" },
    });
    const named = { ...key, expiresAt: null, targetExecutorId: null, replacesKeyId: null };
    const ofName = { expiresAt: null, targetExecutorName: "edge-1", replacesKeyId: null };
    expect(keyCreated(origin, named).details).toEqual(ofName);
    const ofAny = { expiresAt: null, targetExecutorId: null, replacesKeyId: null };
    expect(keyCreated(origin, { ...named, targetExecutorName: null }).details).toEqual(ofAny);
  });

  it.each([
    { cause: "manual", more: undefined, details: { cause: "manual" } },
    { cause: "rotation", more: { replacedByKeyId: "key_2" }, details: { cause: "rotation", replacedByKeyId: "key_2" } },
    { cause: "rebind", more: { replacedByKeyId: "key_2" }, details: { cause: "rebind", replacedByKeyId: "key_2" } },
    {
      cause: "executor_access",
      more: { executorId: "exe_1" },
      details: { cause: "executor_access", executorId: "exe_1" },
    },
    {
      cause: "executor_deleted",
      more: { executorId: "exe_1" },
      details: { cause: "executor_deleted", executorId: "exe_1" },
    },
  ] as const)("of a key revoked by $cause says so", ({ cause, more, details }) => {
    const entry = keyRevoked(origin, key, cause, more);
    expect(entry).toMatchObject({ action: "api_key.revoked", target });
    expect(entry.details).toEqual(details);
  });

  it("of a deleted key still names it", () => {
    expect(keyDeleted(origin, key)).toMatchObject({ action: "api_key.deleted", target, details: {} });
  });

  it("of a deleted executor names it and the key it was bound to", () => {
    const executor = { id: "exe_1", name: "edge-1", boundKeyId: "key_1" };
    expect(executorDeleted(origin, executor)).toMatchObject({
      action: "executor.deleted",
      target: { kind: "executor", id: "exe_1", name: "edge-1" },
      details: { boundKeyId: "key_1" },
    });
    expect(executorDeleted(origin, { ...executor, boundKeyId: null }).details).toEqual({ boundKeyId: null });
  });
});
