import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  changesExemption,
  expiryOfRenewal,
  isExempt,
  isRenewalDue,
  judgeLife,
  longestLifeEndsAt,
  NO_POLICY,
  policyForKey,
  renewalDueAt,
  unusedEndsAt,
  unusedSince,
} from "./key-policy.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const DAY_MS = 24 * 60 * 60 * 1000;
const days = (count: number) => new Date(now.getTime() + count * DAY_MS);

describe("the life of a new key", () => {
  const quarter = { longestLifeDays: 90, defaultLifeDays: 30 };
  it.each([
    { asked: undefined, policy: quarter, verdict: { kind: "allowed", days: 30 } },
    { asked: undefined, policy: { ...quarter, defaultLifeDays: null }, verdict: { kind: "allowed", days: 90 } },
    { asked: undefined, policy: NO_POLICY, verdict: { kind: "allowed", days: null } },
    { asked: 90, policy: quarter, verdict: { kind: "allowed", days: 90 } },
    { asked: 91, policy: quarter, verdict: { kind: "tooLong", longestLifeDays: 90 } },
    { asked: 365, policy: quarter, verdict: { kind: "tooLong", longestLifeDays: 90 } },
    { asked: null, policy: quarter, verdict: { kind: "tooLong", longestLifeDays: 90 } },
    { asked: null, policy: NO_POLICY, verdict: { kind: "allowed", days: null } },
    { asked: null, policy: { ...NO_POLICY, defaultLifeDays: 30 }, verdict: { kind: "allowed", days: null } },
  ])("asked for $asked under $policy.longestLifeDays and $policy.defaultLifeDays", ({ asked, policy, verdict }) => {
    expect(judgeLife(asked, policy)).toEqual(verdict);
  });

  it("ends the longest life after its creation, not after now", () => {
    expect(longestLifeEndsAt(days(-100), { ...NO_POLICY, longestLifeDays: 90 })).toEqual(days(-10));
    expect(longestLifeEndsAt(now, NO_POLICY)).toBeNull();
  });
});

describe("the end of an unused key", () => {
  it("is warned about 7 days before", () => {
    expect(unusedSince({ ...NO_POLICY, unusedDays: 30 }, now)).toEqual(days(-23));
    expect(unusedEndsAt(days(-23), 30, now)).toEqual(days(7));
    expect(unusedSince(NO_POLICY, now)).toBeNull();
  });

  it("comes 7 days after the warning or later, however long no server ran", () => {
    const instant = fc.date({ max: now, noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.integer({ min: 8, max: 3650 }), (lastUsedAt, unusedDays) => {
        expect(unusedEndsAt(lastUsedAt, unusedDays, now).getTime()).toBeGreaterThanOrEqual(days(7).getTime());
      }),
    );
  });
});

describe("renewal by policy", () => {
  const key = { createdAt: days(-60), expiresAt: days(30) };

  it("is due once so much of the life is over, and no longer once the key has ended", () => {
    expect(renewalDueAt(key, 50)).toEqual(days(-15));
    expect(isRenewalDue({ ...key, renewAtPercent: 50 }, days(-16))).toBe(false);
    expect(isRenewalDue({ ...key, renewAtPercent: 50 }, days(-15))).toBe(true);
    expect(isRenewalDue({ ...key, renewAtPercent: 80 }, now)).toBe(false);
    expect(isRenewalDue({ ...key, renewAtPercent: 50 }, days(30))).toBe(false);
  });

  it("is never due of a key that does not end, or without a policy", () => {
    expect(renewalDueAt({ ...key, expiresAt: null }, 50)).toBeNull();
    expect(renewalDueAt(key, null)).toBeNull();
  });

  it("gives a new life where the policy names one, else the same instant", () => {
    const old = { issuedExpiresAt: days(3) };
    expect(expiryOfRenewal(old, { ...NO_POLICY, defaultLifeDays: 30, longestLifeDays: 90 }, now)).toEqual(days(30));
    expect(expiryOfRenewal(old, { ...NO_POLICY, longestLifeDays: 90 }, now)).toEqual(days(90));
    expect(expiryOfRenewal(old, NO_POLICY, now)).toEqual(days(3));
  });
});

describe("an exempt key", () => {
  const policy = {
    longestLifeDays: 90,
    defaultLifeDays: 30,
    renewAtPercent: 70,
    unusedDays: 60,
    exemptLabel: "tier=core",
  };

  it("has no longest life, no default life and no end for being unused; other keys have all of them", () => {
    const exempt = { ...policy, longestLifeDays: null, defaultLifeDays: null, unusedDays: null };
    expect(policyForKey({ tier: "core", env: "prod" }, policy)).toEqual(exempt);
    expect(policyForKey({ tier: "edge" }, policy)).toEqual(policy);
    expect(policyForKey({ tier: "core" }, { ...policy, exemptLabel: null })).toMatchObject({ longestLifeDays: 90 });
  });

  it("is one that has the very label, name and value", () => {
    expect(isExempt({ tier: "core" }, policy)).toBe(true);
    expect(isExempt({ tier: "cor" }, policy)).toBe(false);
    expect(isExempt({}, policy)).toBe(false);
  });

  it("becomes one, or is one no more, by a change of that label alone", () => {
    expect(changesExemption({}, { env: "prod" }, policy)).toBe(false);
    expect(changesExemption({ tier: "core" }, { tier: "core", env: "prod" }, policy)).toBe(false);
    expect(changesExemption({}, { tier: "core" }, policy)).toBe(true);
    expect(changesExemption({ tier: "core" }, {}, policy)).toBe(true);
  });
});
