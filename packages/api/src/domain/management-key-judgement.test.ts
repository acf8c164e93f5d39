import { describe, expect, it } from "vitest";
import { judgeManagementKey, judgeScope } from "./management-key-judgement.ts";
import { MANAGEMENT_SCOPES, parseScopes, writeScopes } from "./management-scopes.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const before = new Date(now.getTime() - 1);
const after = new Date(now.getTime() + 1);
const good = { revokedAt: null, expiresAt: after, creatorRole: "admin", isAddressAllowed: true } as const;

describe("a management key that is presented", () => {
  it.each([
    { what: "good", facts: good, verdict: "accepted" },
    {
      what: "of a creator who is a plain member now",
      facts: { ...good, creatorRole: "member" as const },
      verdict: "accepted",
    },
    { what: "revoked", facts: { ...good, revokedAt: before }, verdict: "management_key_revoked" },
    { what: "at the instant of its expiry", facts: { ...good, expiresAt: now }, verdict: "management_key_expired" },
    {
      what: "revoked and expired",
      facts: { ...good, revokedAt: before, expiresAt: before },
      verdict: "management_key_revoked",
    },
    { what: "of a creator who has left", facts: { ...good, creatorRole: null }, verdict: "management_key_orphaned" },
    { what: "from another network", facts: { ...good, isAddressAllowed: false }, verdict: "management_key_address" },
    {
      what: "of a creator who has left, from another network",
      facts: { ...good, creatorRole: null, isAddressAllowed: false },
      verdict: "management_key_orphaned",
    },
  ])("($what) is judged $verdict", ({ facts, verdict }) => {
    expect(judgeManagementKey(facts, now)).toBe(verdict);
  });
});

describe("scopes", () => {
  it("allow what they name, and nothing else", () => {
    for (const held of MANAGEMENT_SCOPES) {
      for (const needed of MANAGEMENT_SCOPES) {
        expect(judgeScope([held], needed)).toBe(held === needed ? "allowed" : "scope_missing");
      }
    }
  });

  it("none is needed where each key may call", () => {
    expect(judgeScope([], "any")).toBe("allowed");
  });

  it("all together do not open a procedure that is closed to management keys", () => {
    expect(judgeScope(MANAGEMENT_SCOPES, null)).toBe("not_for_management_keys");
  });

  it("are stored in one order, and one that is not known is left out", () => {
    expect(writeScopes(["audit:read", "keys:read"])).toBe("keys:read audit:read");
    expect(parseScopes("keys:read root:everything audit:read")).toEqual(["keys:read", "audit:read"]);
    expect(parseScopes("")).toEqual([]);
  });
});
