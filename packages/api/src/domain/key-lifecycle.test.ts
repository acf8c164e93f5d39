import { describe, expect, it } from "vitest";
import { judgeDeletion, judgeRevocation, judgeRotation } from "./key-lifecycle.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const shifted = (ms: number) => new Date(now.getTime() + ms);
const receivedAt = shifted(-10);

const active = { revokedAt: null, expiresAt: null, replacedByKeyId: null, pendingFor: null };
const expiring = { ...active, expiresAt: shifted(1) };
const expired = { ...active, expiresAt: now };
const revoked = { ...active, revokedAt: shifted(-60_000) };
const revokedAndExpired = { ...revoked, expiresAt: shifted(-1) };
const unusedSuccessor = { ...expiring, pendingFor: { keyId: "key_1", executorName: "edge-1" } };
const retiring = { ...expiring, replacedByKeyId: "key_2" };

describe("what may be done with a key", () => {
  it.each([
    { key: "an active key", facts: active, rotate: "allowed", revoke: "allowed", delete: "key_not_revoked" },
    {
      key: "a key in its last millisecond",
      facts: expiring,
      rotate: "allowed",
      revoke: "allowed",
      delete: "key_not_revoked",
    },
    {
      key: "a key that has a successor",
      facts: retiring,
      rotate: "key_retiring",
      revoke: "allowed",
      delete: "key_not_revoked",
    },
    {
      key: "a successor that its executor has not used yet",
      facts: unusedSuccessor,
      rotate: "renewal_pending",
      revoke: "allowed",
      delete: "key_not_revoked",
    },
    { key: "an expired key", facts: expired, rotate: "key_expired", revoke: "allowed", delete: "key_not_revoked" },
    { key: "a revoked key", facts: revoked, rotate: "key_revoked", revoke: "key_revoked", delete: "allowed" },
    {
      key: "a key that was revoked and has expired",
      facts: revokedAndExpired,
      rotate: "key_revoked",
      revoke: "key_revoked",
      delete: "allowed",
    },
  ])("$key: rotate $rotate, revoke $revoke, delete $delete", ({ facts, rotate, revoke, delete: remove }) => {
    expect(judgeRotation(facts, receivedAt, now)).toBe(rotate);
    expect(judgeRevocation(facts)).toBe(revoke);
    expect(judgeDeletion(facts)).toBe(remove);
  });

  it.each([
    { revokedAt: shifted(-11), verdict: "key_revoked", when: "a millisecond before the request arrived" },
    { revokedAt: shifted(-10), verdict: "key_changed", when: "at the millisecond the request arrived" },
    { revokedAt: shifted(-1), verdict: "key_changed", when: "after the request arrived" },
    { revokedAt: shifted(5), verdict: "key_changed", when: "by a server whose clock is ahead" },
  ])("rotating a key revoked $when answers $verdict", ({ revokedAt, verdict }) => {
    expect(judgeRotation({ ...active, revokedAt }, receivedAt, now)).toBe(verdict);
  });
});
