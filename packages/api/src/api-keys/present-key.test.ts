import { describe, expect, it } from "vitest";
import type { ApiKeyRecord } from "../ports/api-key-store.ts";
import { presentKey } from "./present-key.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const record: ApiKeyRecord = {
  id: "key_1",
  organizationId: "org_1",
  name: "prod",
  nameOrder: "prod",
  hint: "exc_a1B2",
  note: "",
  labels: { env: "prod" },
  owner: { id: "mem_1", userId: "usr_2", name: "Grace" },
  createdAt: now,
  createdById: "usr_1",
  createdByName: "Ada",
  expiresAt: null,
  issuedExpiresAt: null,
  retiresAt: null,
  retiresWhenMoved: false,
  unusedEndsAt: null,
  revokedAt: null,
  revokedReason: null,
  pausedUntil: null,
  lastUsedAt: null,
  targetExecutorId: null,
  targetExecutorName: null,
  targetExecutorKind: null,
  revokePrevious: false,
  replacesKeyId: "key_0",
  replacedByKeyId: null,
  pendingFor: null,
  renewedAt: null,
  usedBy: { total: 3, renewing: 1, executors: [{ id: "exe_1", name: "edge-1", lastSeenAt: now }] },
  lastRefusal: { at: now, reason: "kind_mismatch", executorName: "edge-2" },
};

describe("a key as clients see it", () => {
  it("has exactly the fields of the contract: other fields of its row stay on the server", () => {
    const row = { ...record, secretHash: "the hash of the secret", secret: "exc_secret" };
    expect(presentKey(row, now)).toEqual({
      id: "key_1",
      name: "prod",
      hint: "exc_a1B2",
      note: "",
      labels: { env: "prod" },
      owner: { id: "mem_1", userId: "usr_2", name: "Grace" },
      status: "active",
      createdAt: now,
      createdBy: { id: "usr_1", name: "Ada" },
      expiresAt: null,
      effectiveExpiresAt: null,
      retiresAt: null,
      retiresWhenMoved: false,
      unusedEndsAt: null,
      renewing: 1,
      unused: null,
      renewedAt: null,
      lastUsedAt: null,
      revokedAt: null,
      revokedReason: null,
      pausedUntil: null,
      target: { kind: "newExecutor" },
      usedBy: { total: 3, executors: [{ id: "exe_1", name: "edge-1", lastSeenAt: now }] },
      lastRefusal: { at: now, reason: "kind_mismatch", executorName: "edge-2" },
      replacesKeyId: "key_0",
      replacedByKeyId: null,
    });
  });

  it("has the status of the moment it is looked at", () => {
    const key = { ...record, expiresAt: now };
    expect(presentKey(key, new Date(now.getTime() - 1)).status).toBe("active");
    expect(presentKey(key, now).status).toBe("expired");
    expect(presentKey({ ...key, revokedAt: now }, now).status).toBe("revoked");
  });

  it("is paused while its pause holds, and only while it is active", () => {
    const pausedUntil = new Date(now.getTime() + 1);
    expect(presentKey({ ...record, pausedUntil }, now).pausedUntil).toEqual(pausedUntil);
    expect(presentKey({ ...record, pausedUntil }, pausedUntil).pausedUntil).toBeNull();
    expect(presentKey({ ...record, pausedUntil, revokedAt: now }, now).pausedUntil).toBeNull();
    expect(presentKey({ ...record, pausedUntil, expiresAt: now }, now).pausedUntil).toBeNull();
  });

  it("names the executor it was made for", () => {
    const key = { ...record, targetExecutorId: "exe_1", targetExecutorName: "edge-1" };
    expect(presentKey(key, now).target).toEqual({ kind: "executor", id: "exe_1", name: "edge-1" });
  });

  it("has no creator once its creator's account is deleted", () => {
    expect(presentKey({ ...record, createdById: null, createdByName: null }, now).createdBy).toBeNull();
  });
});
