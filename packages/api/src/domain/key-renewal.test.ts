import { describe, expect, it } from "vitest";
import {
  endOfUnusedSuccessor,
  judgeRenewal,
  judgeRenewalRequest,
  readCannotRenew,
  readPendingRenewal,
  renewalSpreadMs,
  UNUSED_SUCCESSOR_MS,
  writePendingRenewal,
  type AskedRenewal,
} from "./key-renewal.ts";

const now = new Date("2026-06-01T12:00:00.000Z");
const shifted = (ms: number) => new Date(now.getTime() + ms);
const good = { revokedAt: null, expiresAt: shifted(1) };
const own = { keyId: "key_1", executorName: "edge-1" };

const asked: AskedRenewal = {
  name: "edge-1",
  kind: "agent",
  key: { id: "key_1", replacedByKeyId: null },
  executor: { boundKeyId: "key_1", kind: "agent" },
  sameSecret: null,
  pending: null,
};

describe("a renewal", () => {
  const moved = { boundKeyId: "key_2", kind: "agent" };
  it.each<[string, Partial<AskedRenewal>, string]>([
    ["the first question is answered with a successor", {}, "issue"],
    ["a successor that ended without a use does not count", { pending: { ...good, expiresAt: now } }, "issue"],
    ["another secret while one is pending", { pending: good }, "renewal_pending"],
    ["the same secret again", { sameSecret: { ...good, id: "key_2", pendingFor: own }, pending: good }, "repeat"],
    [
      "the same secret after its first use",
      { sameSecret: { ...good, id: "key_2", pendingFor: null }, executor: moved },
      "repeat",
    ],
    [
      "the secret of another executor",
      { sameSecret: { ...good, id: "key_2", pendingFor: { ...own, executorName: "edge-2" } } },
      "key_exists",
    ],
    [
      "the secret of a successor that another executor uses",
      { sameSecret: { ...good, id: "key_2", pendingFor: null } },
      "key_exists",
    ],
    [
      "the secret of a successor that has ended",
      { sameSecret: { ...good, expiresAt: now, id: "key_2", pendingFor: own } },
      "key_exists",
    ],
    ["an executor that has never synced", { executor: null }, "renewal_not_bound"],
    ["an executor that uses another key", { executor: moved }, "renewal_not_bound"],
    ["an executor of another kind", { kind: "operator" }, "kind_mismatch"],
    ["a key that a person has rotated", { key: { id: "key_1", replacedByKeyId: "key_9" } }, "key_retiring"],
  ])("%s", (_, facts, expected) => {
    const verdict = judgeRenewal({ ...asked, ...facts }, now);
    expect("reason" in verdict ? verdict.reason : verdict.kind).toBe(expected);
  });

  it("ends its unused successor after a day, or with the key that it renews", () => {
    expect(endOfUnusedSuccessor({ expiresAt: null }, now)).toEqual(shifted(UNUSED_SUCCESSOR_MS));
    expect(endOfUnusedSuccessor({ expiresAt: shifted(5) }, now)).toEqual(shifted(5));
    expect(endOfUnusedSuccessor({ expiresAt: shifted(UNUSED_SUCCESSOR_MS + 5) }, now)).toEqual(
      shifted(UNUSED_SUCCESSOR_MS),
    );
  });

  it("is kept in a key's row as text, for every name that an executor can have", () => {
    for (const executorName of ["a", "Edge.1_b-c", "x".repeat(64)]) {
      expect(readPendingRenewal(writePendingRenewal({ keyId: "key_1", executorName }))).toEqual({
        keyId: "key_1",
        executorName,
      });
    }
  });

  it("begins at once for one executor, and within four minutes for any number", () => {
    expect([0, 1, 10, 1_000, 100_000].map(renewalSpreadMs)).toEqual([0, 0, 2_000, 200_000, 240_000]);
  });

  it("can be asked of the executors of a good key", () => {
    const key = { ...good, replacedByKeyId: null, pendingFor: null, usedBy: { total: 1 } };
    const judged = (facts: Partial<Parameters<typeof judgeRenewalRequest>[0]>) =>
      judgeRenewalRequest({ ...key, ...facts }, now);
    expect(judged({})).toBe("allowed");
    expect(judged({ revokedAt: now })).toBe("key_revoked");
    expect(judged({ expiresAt: now })).toBe("key_expired");
    expect(judged({ replacedByKeyId: "key_9" })).toBe("key_retiring");
    expect(judged({ pendingFor: own })).toBe("renewal_pending");
    expect(judged({ usedBy: { total: 0 } })).toBe("key_unused");
  });

  it("reads a reason of a newer version as one that it knows", () => {
    expect([null, "disk_full", "of_tomorrow"].map(readCannotRenew)).toEqual([null, "disk_full", "storage_failed"]);
  });
});
