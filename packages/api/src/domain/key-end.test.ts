import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dueEndOf, endOf, isRetiring, judgeOldKeyEnd, MAX_OVERLAP_MS, reasonOfEnd } from "./key-end.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const shifted = (ms: number) => new Date(now.getTime() + ms);

describe("the end of a key", () => {
  it.each([
    { issued: null, retires: null, ends: null, early: false },
    { issued: shifted(5), retires: null, ends: shifted(5), early: false },
    { issued: null, retires: shifted(3), ends: shifted(3), early: true },
    { issued: shifted(5), retires: shifted(3), ends: shifted(3), early: true },
    { issued: shifted(5), retires: shifted(5), ends: shifted(5), early: false },
    { issued: shifted(5), retires: shifted(9), ends: shifted(5), early: false },
  ])("issued until $issued, retiring at $retires: $ends", ({ issued, retires, ends, early }) => {
    expect(endOf({ issuedExpiresAt: issued, bounds: [null, retires] })).toEqual({ expiresAt: ends, endsEarly: early });
  });

  it("is never later than the expiry it was issued with, and never later than its retirement", () => {
    const instant = fc.option(fc.date({ noInvalidDate: true }), { nil: null });
    fc.assert(
      fc.property(instant, instant, (issuedExpiresAt, retiresAt) => {
        const { expiresAt } = endOf({ issuedExpiresAt, bounds: [retiresAt] });
        const bounds = [issuedExpiresAt, retiresAt].flatMap((bound) => (bound === null ? [] : [bound.getTime()]));
        expect(expiresAt?.getTime() ?? null).toBe(bounds.length === 0 ? null : Math.min(...bounds));
      }),
    );
  });
});

describe("how the old key of a rotation ends", () => {
  const at = (ms: number) => ({ kind: "at", at: shifted(ms) }) as const;
  it.each([
    { asked: { kind: "now" } as const, bound: 3, ends: { kind: "now" } },
    { asked: { kind: "whenMoved" } as const, bound: 1, ends: { kind: "whenMoved" } },
    { asked: { kind: "whenMoved" } as const, bound: 0, ends: { kind: "now" } },
    { asked: at(1), bound: 0, ends: at(1) },
    { asked: at(MAX_OVERLAP_MS), bound: 1, ends: at(MAX_OVERLAP_MS) },
  ])("asked for $asked.kind with $bound executors: $ends.kind", ({ asked, bound, ends }) => {
    expect(judgeOldKeyEnd(asked, bound, now)).toEqual(ends);
  });

  it.each([0, -1, MAX_OVERLAP_MS + 1])("is refused %i ms from now", (ms) => {
    expect(judgeOldKeyEnd(at(ms), 1, now)).toMatchObject({ kind: "refused" });
  });
});

it("is written down once its time has come, and only once", () => {
  const key = { retiresAt: null, unusedEndsAt: null, revokedAt: null, replacedByKeyId: "key_2" };
  expect(dueEndOf({ ...key, retiresAt: now }, now)).toBe("rotation");
  expect(dueEndOf({ ...key, retiresAt: now, replacedByKeyId: null }, now)).toBe("renewal");
  expect(dueEndOf({ ...key, unusedEndsAt: now }, now)).toBe("policy");
  expect(dueEndOf({ ...key, retiresAt: shifted(-2), unusedEndsAt: shifted(-1) }, now)).toBe("rotation");
  expect(dueEndOf({ ...key, retiresAt: shifted(-1), unusedEndsAt: shifted(-2) }, now)).toBe("policy");
  expect(dueEndOf({ ...key, retiresAt: shifted(1), unusedEndsAt: shifted(1) }, now)).toBeNull();
  expect(dueEndOf(key, now)).toBeNull();
  expect(dueEndOf({ ...key, retiresAt: now, revokedAt: now }, now)).toBeNull();
});

it("is under way for an active key that was rotated, and for no other", () => {
  const key = { status: "active", retiresAt: null, retiresWhenMoved: false } as const;
  expect(isRetiring(key)).toBe(false);
  expect(isRetiring({ ...key, retiresAt: now })).toBe(true);
  expect(isRetiring({ ...key, retiresWhenMoved: true })).toBe(true);
  expect(isRetiring({ ...key, status: "revoked", retiresAt: now })).toBe(false);
});

it("has the reason of what comes first", () => {
  const key = { expiresAt: null, effectiveExpiresAt: null, retiresAt: null, unusedEndsAt: null };
  expect(reasonOfEnd(key)).toBeNull();
  expect(reasonOfEnd({ ...key, expiresAt: now, effectiveExpiresAt: now })).toBe("issued");
  expect(reasonOfEnd({ ...key, effectiveExpiresAt: now, retiresAt: now })).toBe("rotation");
  expect(reasonOfEnd({ ...key, effectiveExpiresAt: now, unusedEndsAt: now })).toBe("unused");
  expect(reasonOfEnd({ ...key, expiresAt: shifted(1), effectiveExpiresAt: now })).toBe("longest_life");
});
