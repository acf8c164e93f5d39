import type { InvalidationScope } from "@excalibur/api/server";
import type { LeaseGrant, StoredInvalidation } from "@excalibur/db";
import { beforeEach, describe, expect, test } from "vitest";
import { CacheLease, type Instant } from "./cache-lease.ts";

const LEASE_MS = 3_000;
const at = (ms: number, wallMs = ms): Instant => ({ monotonicMs: ms, wallMs });
const invalidation = (number: number): StoredInvalidation => ({
  number,
  mark: `m${number}`,
  scope: JSON.stringify({ keyIds: [`key_${number}`] }),
});
const grant = (head: number, missed: StoredInvalidation[] = [], isIntact = true): LeaseGrant => ({
  head: { number: head, mark: `m${head}` },
  isIntact,
  missed,
  others: [],
});

describe("a lease to answer from memory", () => {
  let forgotten: (InvalidationScope | "everything")[];
  let lease: CacheLease;
  beforeEach(() => {
    forgotten = [];
    const forget = (scope: InvalidationScope) => void forgotten.push(scope);
    lease = new CacheLease({ forget, forgetEverything: () => void forgotten.push("everything") }, LEASE_MS);
  });

  const holdsAt = ({ monotonicMs, wallMs }: Instant) => lease.holds(monotonicMs, wallMs);
  const renew = (sentMs: number, answeredMs: number, granted: LeaseGrant) =>
    lease.endRenewal(lease.beginRenewal(at(sentMs)), granted, at(answeredMs));

  test("does not hold before the first grant", () => {
    expect(holdsAt(at(0))).toBe(false);
  });

  test("counts from when it was asked for, less 2 % for clocks that drift", () => {
    renew(0, 500, grant(0));
    expect(holdsAt(at(2_939))).toBe(true);
    expect(holdsAt(at(2_940))).toBe(false);
  });

  test("is over when the machine slept, though its monotonic clock stood still", () => {
    renew(0, 0, grant(0));
    expect(holdsAt(at(100, 60_000))).toBe(false);
    // A clock that is set back proves nothing: the other one decides.
    expect(holdsAt(at(100, -60_000))).toBe(true);
  });

  test("what was missed is forgotten before a renewal counts", () => {
    renew(0, 0, grant(4));
    forgotten = [];
    renew(1_000, 1_001, grant(6, [invalidation(5), invalidation(6)]));
    expect(forgotten).toEqual([{ keyIds: ["key_5"] }, { keyIds: ["key_6"] }]);
    expect(lease.appliedNumber).toBe(6);
  });

  test("an invalidation over a new connection proves nothing until a renewal has compared the histories", () => {
    renew(0, 0, grant(4));
    lease.doubtHistory();
    expect(lease.apply(invalidation(3))).toBe(false);
    expect(lease.apply(invalidation(5))).toBe(false);
    expect(lease.appliedNumber).toBe(4);
    renew(100, 101, grant(5, [invalidation(5)]));
    expect(lease.apply(invalidation(6))).toBe(true);
  });

  test("a return after the lease ran out begins with an empty memory", () => {
    renew(0, 0, grant(4));
    forgotten = [];
    expect(lease.beginRenewal(at(3_000))).toMatchObject({ applied: null });
    expect(forgotten).toEqual(["everything"]);
  });

  test("an answer that comes after the lease ran out is no continuation of it", () => {
    renew(0, 0, grant(4));
    const slow = lease.beginRenewal(at(2_000));
    forgotten = [];
    lease.endRenewal(slow, grant(5, [invalidation(5)]), at(4_000));
    expect(forgotten).toEqual(["everything"]);
    expect(lease.appliedNumber).toBe(5);
    expect(holdsAt(at(4_000))).toBe(true);
  });

  test.each([
    ["has another history", grant(9, [invalidation(9)], false)],
    ["has less than is known here", grant(2, [], false)],
    ["leaves something out", grant(9, [invalidation(5)])],
  ])("a database that %s makes it forget everything", (_what, granted) => {
    renew(0, 0, grant(4));
    forgotten = [];
    renew(1_000, 1_001, granted);
    expect(forgotten.at(-1)).toBe("everything");
    expect(lease.appliedNumber).toBe(granted.head.number);
  });

  test.each([
    ["the next one", 5, true, 5],
    ["one that is known", 4, true, 4],
    ["one after a gap", 6, false, 4],
  ])("after %s it returns whether all before it are applied", (_what, number, isComplete, applied) => {
    renew(0, 0, grant(4));
    expect(lease.apply(invalidation(number))).toBe(isComplete);
    expect(lease.appliedNumber).toBe(applied);
  });

  test("an invalidation of a kind this version does not know makes it forget everything", () => {
    renew(0, 0, grant(4));
    forgotten = [];
    lease.apply({ number: 5, mark: "m5", scope: '{"userId":"usr_1"}' });
    expect(forgotten).toEqual(["everything"]);
    expect(lease.appliedNumber).toBe(5);
  });

  test("once released it never holds again, also when an answer arrives later", () => {
    const underWay = lease.beginRenewal(at(0));
    lease.release();
    lease.endRenewal(underWay, grant(0), at(1));
    expect(holdsAt(at(1))).toBe(false);
  });
});
